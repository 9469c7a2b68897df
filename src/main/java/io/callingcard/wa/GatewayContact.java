// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/**
 * A contact card in the gateway's own JSON, as its documentation shows it. It may name the recipient, and have marks that
 * take precedence over headers and options.
 *
 * @param phone    the recipient, or null
 * @param duration after how many seconds the message disappears, or null
 */
record GatewayContact(String phone, String name, String number, Boolean forwarded, Integer duration) {

    private static final String PHONE = "phone";
    private static final String PREFIX = "contact_";
    private static final String NAME = "contact_name";
    private static final String NUMBER = "contact_phone";
    private static final String FORWARDED = "is_forwarded";
    private static final String DURATION = "duration";
    private static final Set<String> KEYS = Set.of(PHONE, NAME, NUMBER, FORWARDED, DURATION);

    /** Reads the body; empty if it is in another form. A stream becomes bytes, so that it can be read again. */
    static Optional<GatewayContact> in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof InputStream || body instanceof StreamCache) {
            body = MessageBody.bytes(exchange);
            exchange.getMessage().setBody(body);
        }
        return Optional.ofNullable(tree(body))
                .filter(json -> json.has(NAME) || json.has(NUMBER))
                .map(GatewayContact::of);
    }

    private static ObjectNode tree(Object body) {
        JsonNode tree = null;
        if (body instanceof Map<?, ?> map) {
            // Other maps are left alone: they need not be JSON.
            tree = map.containsKey(NAME) || map.containsKey(NUMBER) ? Json.tree(map) : null;
        } else if (body instanceof JsonNode node) {
            tree = node;
        } else if (body instanceof String text && text.contains(PREFIX)) {
            tree = Json.read(text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        } else if (body instanceof byte[] bytes && new String(bytes, StandardCharsets.UTF_8).contains(PREFIX)) {
            tree = Json.read(bytes).orElse(null);
        }
        return tree instanceof ObjectNode object ? object : null;
    }

    private static GatewayContact of(ObjectNode json) {
        json.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new InvalidValueException(
                        "body",
                        "has an unknown key; use "
                                + String.join(", ", KEYS.stream().sorted().toList()));
            }
        });
        return new GatewayContact(
                text(json, PHONE), required(json, NAME), required(json, NUMBER), flag(json), seconds(json));
    }

    private static String required(ObjectNode json, String key) {
        String value = text(json, key);
        if (value == null) {
            throw new InvalidValueException(key, "is missing; a contact card on WhatsApp needs a name and a number");
        }
        return value;
    }

    private static String text(ObjectNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidValueException(key, "is not text; put it in quotes");
        }
        return value.asText().isBlank() ? null : value.asText();
    }

    private static Boolean flag(ObjectNode json) {
        JsonNode value = json.path(FORWARDED);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new InvalidValueException(FORWARDED, "must be true or false, without quotes");
        }
        return value.asBoolean();
    }

    private static Integer seconds(ObjectNode json) {
        JsonNode value = json.path(DURATION);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return WaParameters.checkedDuration(value.isInt() ? value.asInt() : -1);
    }

    /** Returns the recipient: of the body, or else of the headers and options. They must not name different chats. */
    Jid chat(Exchange exchange, WaConfiguration options) {
        if (phone == null) {
            return Jid.addressed(exchange, options);
        }
        Jid own = Jid.of(phone, PHONE, options);
        boolean isAddressed =
                Address.CHAT.text(exchange, options) != null || Address.TO.text(exchange, options) != null;
        if (isAddressed && !Jid.addressed(exchange, options).equals(own)) {
            throw new InvalidValueException(
                    PHONE, "is not the recipient that a header or an option names; give one of the two");
        }
        return own;
    }

    ContactMessage message(WaConfiguration options) {
        return ContactMessage.of(name, number, options).marked(forwarded, duration);
    }

    /** Shows neither the name nor a number. */
    @Override
    public String toString() {
        return "GatewayContact";
    }
}
