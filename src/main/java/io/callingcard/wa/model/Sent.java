package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A message went out. The status is for people, and differs by version. */
public record Sent(String messageId, String status) implements Answer {

    /** The status names the recipient. */
    @Override
    public String toString() {
        return "Sent[" + messageId + "]";
    }
}
