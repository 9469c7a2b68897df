// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

import io.callingcard.provider.wire.Json;

/**
 * Says why a request failed, as RFC 9457 describes it.
 *
 * @param detail what is wrong this time, without values of the request
 * @param field  the field or parameter that is wrong, or null
 * @param cure   what to do
 */
record Problem(ProblemKind kind, String detail, String field, String cure) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, null, kind.cure());
    }

    /**
     * Returns the problem that a message of ours describes. The message names the field and what is wrong up to a period or
     * semicolon; the rest says what to do.
     */
    static Problem ofMessage(ProblemKind kind, String message) {
        int colon = message.indexOf(": ");
        int space = message.indexOf(' ');
        int period = message.indexOf(". ");
        int semicolon = message.indexOf("; ");
        int end = period < 0 || semicolon >= 0 && semicolon < period ? semicolon : period;
        return new Problem(
                kind,
                message,
                colon > 0 && colon < space ? message.substring(0, colon) : null,
                end < 0 ? kind.cure() : sentence(message.substring(end + 2)));
    }

    Problem at(String otherField) {
        return new Problem(kind, detail, otherField, cure);
    }

    private static String sentence(String text) {
        String end = text.endsWith(".") ? "" : ".";
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
    }

    Answer answer() {
        return answer(Json.object());
    }

    /** Returns the answer, with more members at its end. */
    Answer answer(ObjectNode more) {
        ObjectNode body = Json.object();
        body.put("type", kind.type());
        body.put("title", kind.title());
        body.put("status", kind.status());
        body.put("detail", detail);
        Json.put(body, "field", field);
        body.put("cure", cure);
        body.setAll(more);
        return new Answer(kind.status(), MEDIA_TYPE, body);
    }

    void write(RoutingContext context) {
        answer().write(context);
    }
}
