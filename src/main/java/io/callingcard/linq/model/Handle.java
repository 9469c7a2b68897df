package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A member of a chat: a number or an e-mail address. */
public record Handle(
        String id, String handle, String service, String status, Boolean isMe, String joinedAt, String leftAt)
        implements Answer {

    @Override
    public String toString() {
        return "Handle[" + id + ", " + service + "]";
    }
}
