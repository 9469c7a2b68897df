package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A message that was sent. The status is a sentence that differs between versions. */
public record Sent(String messageId, String status) implements Answer {

    /** The gateway's answer to a message. */
    public record Envelope(Sent results) implements Answer {}

    /** The status names the recipient. */
    @Override
    public String toString() {
        return "Sent[" + messageId + "]";
    }
}
