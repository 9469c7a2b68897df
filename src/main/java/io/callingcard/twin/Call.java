// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call of a provider: its path, its query and its body. */
abstract class Call {

    final ReceivedRequest request;
    private final MatchResult path;
    private ObjectNode body;
    private Fields fields;

    Call(ReceivedRequest request, MatchResult path) {
        this.request = request;
        this.path = path;
    }

    /** Reads the body; refuses one that is not an object. */
    abstract ObjectNode read();

    /** Refuses a body whose fields are others, when it is read. */
    final void reads(Fields itsFields) {
        fields = itsFields;
    }

    final ObjectNode body() {
        if (body == null) {
            body = read();
            if (fields != null) {
                fields.check(body);
            }
        }
        return body;
    }

    /** The n-th id of the path, counted from 1, not decoded. */
    final String raw(int n) {
        return path.group(n);
    }

    /** The n-th id of the path, counted from 1. */
    final String id(int n) {
        // A plus in a path is not a space.
        return decoded(raw(n).replace("+", "%2B"));
    }

    /** Decodes a value; one that is not encoded in the usual way stays as it is. */
    static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** All values of a query parameter. */
    final List<String> queries(String name) {
        return queries(request, name).toList();
    }

    /** The first value of a query parameter, or null. */
    final String query(String name) {
        return queries(request, name).findFirst().orElse(null);
    }

    static Stream<String> queries(ReceivedRequest request, String name) {
        int start = request.path().indexOf('?');
        return start < 0
                ? Stream.of()
                : Stream.of(request.path().substring(start + 1).split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> decoded(pair.substring(name.length() + 1)));
    }

    /** The text of a field of the body. */
    final String required(String field) {
        return required(body(), field);
    }

    /** The text of a field. Chert and Linq refuse a missing one with the same error. */
    static String required(JsonNode body, String field) {
        String text = body.path(field).asText("");
        Refusal.when(!body.path(field).isTextual() || text.isBlank(), 1001, "Missing field " + field);
        return text;
    }
}
