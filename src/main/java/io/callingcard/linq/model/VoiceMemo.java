package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A voice memo is on its way. */
public record VoiceMemo(String id, Chat chat, String status, String service, String from, String createdAt)
        implements Answer {

    @Override
    public String toString() {
        return "VoiceMemo[" + id + ", " + status + "]";
    }
}
