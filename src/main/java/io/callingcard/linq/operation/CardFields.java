package io.callingcard.linq.operation;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ezvcard.VCard;
import org.apache.camel.Exchange;

import io.callingcard.card.ContactCard;
import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.wire.Json;

/** The name and photo that a line is to have: from a card in the body, else from header or option. */
final class CardFields {

    static final String FIRST = "first_name";
    static final String LAST = "last_name";
    static final String IMAGE = "image_url";

    private static final CallParameter FIRST_NAME = new CallParameter("firstName", LinqConstants.FIRST_NAME);
    private static final CallParameter LAST_NAME = new CallParameter("lastName", LinqConstants.LAST_NAME);
    private static final CallParameter IMAGE_URL = new CallParameter("imageUrl", LinqConstants.IMAGE_URL);

    private CardFields() {}

    /** The fields that are given; never an empty one, since how to clear a field is not known. */
    static ObjectNode of(Exchange exchange, LinqConfiguration configuration) {
        ObjectNode fields = ofBody(exchange);
        fill(fields, FIRST, FIRST_NAME.text(exchange, configuration.getFirstName()));
        fill(fields, LAST, LAST_NAME.text(exchange, configuration.getLastName()));
        fill(fields, IMAGE, IMAGE_URL.text(exchange, configuration.getImageUrl()));
        return fields;
    }

    /** A new card needs a name. */
    static ObjectNode complete(ObjectNode fields) {
        if (!fields.has(FIRST)) {
            FIRST_NAME.required(null);
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
