package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A number or email address that is blocked. */
public record BlockedHandle(String handle, String reason) implements Answer {

    @Override
    public String toString() {
        return "BlockedHandle[]";
    }
}
