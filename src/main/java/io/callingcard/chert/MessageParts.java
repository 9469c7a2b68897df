// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** The parts of a message: a text body is one part, a map or list of parts is used as it is. */
final class MessageParts {

    private static final int MAX_PARTS = 10;

    private MessageParts() {}

    static ArrayNode of(Exchange exchange) {
        return MessageBody.parts(exchange)
                .map(MessageParts::checked)
                .orElseGet(() -> Json.object().arrayNode().add(text(MessageBody.text(exchange))));
    }

    static ObjectNode text(String value) {
        return Json.object().put("type", "text").put("value", value);
    }

    static ObjectNode media(String attachmentId) {
        return Json.object().put("type", "media").put("attachment_id", attachmentId);
    }

    /** Creates the body of a message to a chat. */
    static ObjectNode message(ArrayNode parts) {
        ObjectNode body = Json.object();
        body.putObject("message").set("parts", parts);
        return body;
    }

    private static ArrayNode checked(ArrayNode parts) {
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw new InvalidValueException(
                    "body", "must hold 1 to " + MAX_PARTS + " parts, but holds " + parts.size());
        }
        boolean textBefore = false;
        for (int i = 0; i < parts.size(); i++) {
            String type = parts.get(i).path("type").asText();
            if (type.isEmpty()) {
                throw new InvalidValueException("body[" + i + "].type", "is missing: text, media or rich_link");
            }
            boolean text = type.equals("text");
            if (text && textBefore) {
                throw new InvalidValueException(
                        "body[" + i + "]", "follows another text; join the two, or put a blank line between them");
            }
            textBefore = text;
        }
        return parts;
    }
}
