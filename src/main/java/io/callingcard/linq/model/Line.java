package io.callingcard.linq.model;

import com.fasterxml.jackson.annotation.JsonAlias;

import io.callingcard.provider.call.Answer;

/** A line of the account. Its standing was called {@code health_status} for a while. */
public record Line(
        String id, String phoneNumber, String forwardingNumber, @JsonAlias("health_status") Health reputation)
        implements Answer {

    /** The standing of the line, or null. */
    public String standing() {
        return reputation == null ? null : reputation.status();
    }

    @Override
    public String toString() {
        return "Line[" + id + ", " + standing() + "]";
    }
}
