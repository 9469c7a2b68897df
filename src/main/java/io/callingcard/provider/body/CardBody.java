// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import ezvcard.VCard;
import org.apache.camel.Exchange;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.VCards;
import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** The contact card in an exchange's body: as fields, or as unchanged vCard text. */
public sealed interface CardBody {

    /** The first line of a vCard. */
    Pattern FIRST_LINE = Pattern.compile("(?i)BEGIN:VCARD[ \\t]*(?:[\\r\\n]|$)");

    /** A card as fields. */
    record Fields(ContactCard card) implements CardBody {}

    /** A vCard as its author wrote it. */
    record Text(String vcard) implements CardBody {
        @Override
        public ContactCard card() {
            return VCards.read(vcard);
        }

        @Override
        public String toString() {
            return "Text[" + vcard.length() + "]";
        }
    }

    /** Returns the card as fields; parses text. */
    ContactCard card();

    /**
     * Reads a body that is a {@link ContactCard}, a {@link VCard}, a map or JSON, or text or a stream with one of
     * {@code BEGIN:VCARD} and JSON. A map or JSON is the contact itself, or has {@code contact} or {@code vcard_text}.
     */
    static CardBody of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Answer) {
            throw new InvalidValueException("body", "is the answer of an earlier step; set the contact card first");
        }
        CardBody known = known(body);
        return known == null ? bytes(MessageBody.bytes(exchange)) : known;
    }

    /**
     * Reads a body that may hold several cards: a list, a JSON array, an object with {@code contacts}, or a file with
     * several vCards.
     */
    static List<ContactCard> all(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof String text) {
            return allOf(text);
        }
        Collection<?> many = many(body);
        if (many != null) {
            return each(many);
        }
        if (body instanceof Answer || known(body) != null) {
            return List.of(of(exchange).card());
        }
        byte[] bytes = MessageBody.bytes(exchange);
        String text = new String(bytes, StandardCharsets.UTF_8);
        // A vCard names its charset; JSON is UTF-8.
        return startsAsVcard(withoutMark(text).strip()) ? VCards.readAll(bytes) : allOf(text);
    }

    private static List<ContactCard> allOf(String text) {
        String trimmed = withoutMark(text).strip();
        if (startsAsVcard(trimmed)) {
            return VCards.readAll(trimmed);
        }
        Collection<?> many = trimmed.startsWith("[") || trimmed.startsWith("{")
                ? many(Json.read(trimmed.getBytes(StandardCharsets.UTF_8)).orElse(null))
                : null;
        return many == null ? List.of(text(text).card()) : each(many);
    }

    /** Returns the elements of a list, or of a list in {@code contacts}; otherwise null. */
    private static Collection<?> many(Object body) {
        if (body instanceof Collection<?> list) {
            return list;
        }
        if (body instanceof Map<?, ?> map && map.get("contacts") instanceof Collection<?> list) {
            return list;
        }
        JsonNode json = body instanceof JsonNode tree ? tree : Json.object();
        JsonNode array = json.isArray() ? json : json.path("contacts");
        if (!array.isArray()) {
            return null;
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<ContactCard> each(Collection<?> many) {
        if (many.isEmpty()) {
            throw new InvalidValueException("body", "is an empty list; give at least one contact card");
        }
        List<ContactCard> cards = new ArrayList<>();
        for (Object one : many) {
            CardBody known = known(one instanceof TextNode text ? text.asText() : one);
            if (known == null) {
                throw new InvalidValueException(
                        "body[" + cards.size() + "]", "must be a contact card: a map, JSON, a vCard or its text");
            }
            cards.add(known.card());
        }
        return cards;
    }

    /** Reads a body that needs no type conversion; otherwise returns null. */
    private static CardBody known(Object body) {
        if (body instanceof ContactCard card) {
            return new Fields(card);
        }
        if (body instanceof VCard vcard) {
            return new Fields(VCards.from(vcard));
        }
        if (body instanceof Map<?, ?> || body instanceof ObjectNode) {
            return json((ObjectNode) Json.tree(body));
        }
        return body instanceof String text ? text(text) : null;
    }

    private static CardBody text(String text) {
        String trimmed = withoutMark(text).strip();
        if (startsAsVcard(trimmed)) {
            return new Text(text.startsWith("BEGIN") ? text : trimmed);
        }
        JsonNode tree = trimmed.startsWith("{")
                ? Json.read(trimmed.getBytes(StandardCharsets.UTF_8)).orElse(null)
                : null;
        if (tree instanceof ObjectNode object) {
            return json(object);
        }
        throw new InvalidValueException(
                "body", "must be a contact card: a vCard that starts with BEGIN:VCARD on a line of its own, or JSON");
    }

    /** Reads bytes. Those that are not UTF-8 are vCards of older phones, which name their charset. */
    private static CardBody bytes(byte[] bytes) {
        try {
            return text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Fields(VCards.read(bytes));
        }
    }

    private static CardBody json(ObjectNode object) {
        boolean fields = object.has("contact");
        boolean text = object.has("vcard_text");
        if (fields && text) {
            throw new InvalidValueException("body", "has both contact and vcard_text; give one of the two");
        }
        if (text) {
            return text(object.path("vcard_text").asText());
        }
        return new Fields(ContactJson.read(fields ? object.get("contact") : object));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean startsAsVcard(String text) {
        return FIRST_LINE.matcher(text).lookingAt();
    }
}
