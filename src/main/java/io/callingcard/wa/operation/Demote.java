package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Makes admins of a group members like others. */
public record Demote(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "demote";
    }

    @Override
    public String change() {
        return "s/demote";
    }
}
