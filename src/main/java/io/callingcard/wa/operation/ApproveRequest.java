package io.callingcard.wa.operation;

import io.callingcard.wa.WaConfiguration;

/** Lets people join a group who asked to. */
public record ApproveRequest(WaConfiguration configuration) implements ParticipantsCall {

    @Override
    public String word() {
        return "approve-request";
    }

    @Override
    public String change() {
        return "-requests/approve";
    }
}
