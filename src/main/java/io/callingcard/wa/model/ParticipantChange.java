package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** What became of one member in a change of a group. */
public record ParticipantChange(String participant, String status, String message) implements Answer {

    public boolean isRefused() {
        return "error".equals(status);
    }

    @Override
    public String toString() {
        return "ParticipantChange[" + status + "]";
    }
}
