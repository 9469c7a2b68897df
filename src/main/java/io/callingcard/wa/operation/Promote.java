package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Makes members of a group admins. */
public record Promote(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "promote";
    }

    @Override
    public String change() {
        return "s/promote";
    }
}
