package io.callingcard.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.callingcard.provider.error.Outcome;

/** What a deed brought: the new body, and headers to add to those that are there. */
public final class OperationResult {

    private final Object body;
    private final Outcome outcome;
    private final Map<String, Object> headers = new LinkedHashMap<>(8);

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
        if (value != null) {
            headers.put(header, value);
        }
        return this;
    }

    /** Sets a header, or takes away what an earlier step left there. */
    public OperationResult replacing(String header, Object value) {
        headers.put(header, value);
        return this;
    }

    public Object body() {
        return body;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Map<String, Object> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** Bodies hold what people write. */
    @Override
    public String toString() {
        return "OperationResult" + headers.keySet();
    }
}
