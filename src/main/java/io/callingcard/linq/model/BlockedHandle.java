package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A number or e-mail address that is not written to. */
public record BlockedHandle(String handle, String reason) implements Answer {

    @Override
    public String toString() {
        return "BlockedHandle[]";
    }
}
