package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Adds people to a group. */
public record AddParticipant(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "add-participant";
    }

    @Override
    public String change() {
        return "s";
    }

    @Override
    public boolean isSettled() {
        return false;
    }
}
