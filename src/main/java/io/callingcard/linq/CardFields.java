// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ezvcard.VCard;
import org.apache.camel.Exchange;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.wire.Json;

/** The name and photo of a line: from a card in the body, or else from headers and options. */
final class CardFields {

    static final String FIRST = "first_name";
    static final String LAST = "last_name";
    static final String IMAGE = "image_url";

    private CardFields() {}

    /** The fields that are given. None is empty: the provider does not document how a field is cleared. */
    static ObjectNode of(Exchange exchange, LinqConfiguration configuration) {
        ObjectNode fields = ofBody(exchange);
        fill(fields, FIRST, LinqParameters.FIRST_NAME.text(exchange, configuration));
        fill(fields, LAST, LinqParameters.LAST_NAME.text(exchange, configuration));
        fill(fields, IMAGE, LinqParameters.IMAGE_URL.text(exchange, configuration));
        return fields;
    }

    /** A new card needs a name. */
    static ObjectNode complete(ObjectNode fields) {
        if (!fields.has(FIRST)) {
            LinqParameters.FIRST_NAME.required(null);
        }
        return fields;
    }

    private static void fill(ObjectNode fields, String field, String value) {
        if (!fields.has(field)) {
            Json.put(fields, field, value);
        }
    }

    private static ObjectNode ofBody(Exchange exchange) {
        ObjectNode fields = Json.object();
        Object body = exchange.getMessage().getBody();
        if (body instanceof ContactCard || body instanceof VCard || startsWith(body, "BEGIN:VCARD")) {
            ContactCard card = CardBody.of(exchange).card();
            Json.put(fields, FIRST, card.givenName() == null ? card.displayName() : card.givenName());
            Json.put(fields, LAST, card.familyName());
            Json.put(fields, IMAGE, card.photo() == null ? null : card.photo().url());
        } else if (body instanceof Map<?, ?> || body instanceof JsonNode || startsWith(body, "{")) {
            ObjectNode given = MessageBody.json(exchange);
            for (String field : List.of(FIRST, LAST, IMAGE)) {
                String text = given.path(field).asText("");
                Json.put(fields, field, text.isBlank() ? null : text.strip());
            }
        }
        return fields;
    }

    private static boolean startsWith(Object body, String start) {
        return body instanceof String text && text.stripLeading().startsWith(start);
    }
}
