// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that a provider answers with. */
final class Refusal extends RuntimeException {

    private static final String INJECTED = "Switched on";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int INTERNAL_ERROR = 3001;

    private final String code;
    private final int status;
    private final transient Map<String, Object> fields;

    /** An error with the usual status of its code. */
    Refusal(int code, String message) {
        this(code, 0, message);
    }

    Refusal(int code, int status, String message) {
        this(code, status, message, Map.of());
    }

    Refusal(int code, int status, String message, Map<String, Object> fields) {
        this(Integer.toString(code), status, message, fields);
    }

    Refusal(String code, int status, String message, Map<String, Object> fields) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.fields = fields;
    }

    /** Refuses a call if something is wrong with it. */
    static void when(boolean wrong, int code, String message) {
        when(wrong, code, 0, message);
    }

    static void when(boolean wrong, int code, int status, String message) {
        when(wrong, code, status, message, Map.of());
    }

    static void when(boolean wrong, int code, int status, String message, Map<String, Object> fields) {
        if (wrong) {
            throw new Refusal(code, status, message, fields);
        }
    }

    /** The injected error. */
    static Refusal of(Fault fault) {
        return new Refusal(
                fault.code(),
                fault.status(),
                fault.message() == null ? INJECTED : fault.message(),
                fault.retryAfter() == null ? Map.of() : Map.of("retry_after", fault.retryAfter()));
    }

    String code() {
        return code;
    }

    /** The code as a number. A fault may have the code of another provider, or none: then it is an internal error. */
    int number() {
        return code != null && NUMBER.matcher(code).matches() ? Integer.parseInt(code) : INTERNAL_ERROR;
    }

    /** The HTTP status; 0 for the usual one of the code. */
    int status() {
        return status;
    }

    /** The part of the error that Chert and Linq have in common. */
    ObjectNode json(int itsStatus) {
        ObjectNode error =
                Json.object().put("status", itsStatus).put("code", number()).put("message", getMessage());
        return error.setAll(Json.STRICT.<ObjectNode>valueToTree(fields));
    }

    /** Further fields of the error, such as {@code retry_after}. */
    Map<String, Object> fields() {
        return fields;
    }
}
