package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Removes people from a group. */
public record RemoveParticipant(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "remove-participant";
    }

    @Override
    public String change() {
        return "s/remove";
    }

    @Override
    public boolean isSettled() {
        return false;
    }
}
