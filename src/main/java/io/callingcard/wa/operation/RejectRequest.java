package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Keeps people out of a group who asked to join it. */
public record RejectRequest(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "reject-request";
    }

    @Override
    public String change() {
        return "-requests/reject";
    }
}
