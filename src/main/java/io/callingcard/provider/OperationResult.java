package io.callingcard.provider;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Message;

import io.callingcard.provider.error.Outcome;

/** What a deed brought: the new body, and headers to add to those that are there. */
public final class OperationResult {

    private final Object body;
    private final Outcome outcome;
    private final List<Header> headers = new ArrayList<>(8);

    private OperationResult(Object body, Outcome outcome) {
        this.body = body;
        this.outcome = outcome;
    }

    /** A result with a new body, or with null to leave the body as it is. */
    public static OperationResult of(Object body) {
        return new OperationResult(body, Outcome.SENT);
    }

    /** The result of a deed that was left undone for a reason that the body tells. */
    public static OperationResult undone(Object body) {
        return new OperationResult(body, Outcome.NOT_SENT);
    }

    /** Adds a header, unless there is no value for it. */
    public OperationResult with(String header, Object value) {
        return value == null ? this : replacing(header, value);
    }

    /** Sets a header, or takes away what an earlier step left there. */
    public OperationResult replacing(String header, Object value) {
        headers.add(new Header(header, value));
        return this;
    }

    public Object body() {
        return body;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The value of a header, or null. */
    public Object header(String name) {
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Puts the body and the headers into the message; those headers that are there already stay. */
    void writeTo(Message message) {
        if (body != null) {
            message.setBody(body);
        }
        for (Header header : headers) {
            if (header.value() == null) {
                message.removeHeader(header.name());
            } else {
                message.setHeader(header.name(), header.value());
            }
        }
    }

    /** A header to set, or without a value one to take away. */
    private record Header(String name, Object value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Bodies hold what people write. */
    @Override
    public String toString() {
        return "OperationResult" + headers;
    }
}
