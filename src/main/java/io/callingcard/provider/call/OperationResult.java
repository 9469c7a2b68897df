// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Message;

import io.callingcard.provider.error.Outcome;

/** The result of an operation: the new body, and headers to add to the message. */
public final class OperationResult {

    private final Object body;
    private final Outcome outcome;
    private final Map<String, Object> headers = new LinkedHashMap<>();

    private OperationResult(Object body, Outcome outcome) {
        this.body = body;
        this.outcome = outcome;
    }

    /** Creates a result with a new body; null keeps the body. */
    public static OperationResult of(Object body) {
        return new OperationResult(body, Outcome.SENT);
    }

    /** Creates the result of an operation that sent nothing; the body says why. */
    public static OperationResult notSent(Object body) {
        return new OperationResult(body, Outcome.NOT_SENT);
    }

    /** Adds a header, unless the value is null. */
    public OperationResult with(String header, Object value) {
        return value == null ? this : replacing(header, value);
    }

    /** Sets a header; a null value removes the header that an earlier step left. */
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

    /** Writes the body and the headers into the message. Other headers of the message stay. */
    public void writeTo(Message message) {
        if (body != null) {
            message.setBody(body);
        }
        headers.forEach((name, value) -> {
            if (value == null) {
                message.removeHeader(name);
            } else {
                message.setHeader(name, value);
            }
        });
    }

    /** Omits the values: they contain personal data. */
    @Override
    public String toString() {
        return "OperationResult" + headers.keySet();
    }
}
