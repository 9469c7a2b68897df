// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.error.InvalidValueException;

/** The body of answer-passkey: what the browser's {@code navigator.credentials.get} returned, as JSON. */
final class PasskeyAnswer {

    private static final List<String> REQUIRED = List.of("id", "rawId", "type", "response");

    private PasskeyAnswer() {}

    static void write(Exchange exchange, WaConfiguration options, ObjectNode body) {
        JsonNode given = MessageBody.json(exchange);
        for (String field : REQUIRED) {
            if (!given.has(field)) {
                throw new InvalidValueException(
                        "body",
                        "must be the JSON of a WebAuthn assertion with id, rawId, type and response, and lacks "
                                + field);
            }
        }
        body.setAll((ObjectNode) given);
    }
}
