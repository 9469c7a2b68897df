package io.callingcard.provider;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ezvcard.VCard;
import org.apache.camel.Exchange;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.VCards;
import io.callingcard.provider.wire.Json;

/** The contact card in an exchange's body, as it came: as fields, or as vCard text that nobody has touched. */
public sealed interface CardBody {

    /** A card in fields. */
    record Fields(ContactCard card) implements CardBody {}

    /** A vCard as the sender wrote it. */
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

    /** The card in fields; text is read for it. */
    ContactCard card();

    /**
     * Reads a {@link ContactCard}, a {@link VCard}, text or a stream that starts {@code BEGIN:VCARD}, or a map or
     * JSON: either the contact itself, or an object with {@code contact} or {@code vcard_text}.
     */
    static CardBody of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof ContactCard card) {
            return new Fields(card);
        }
        if (body instanceof VCard vcard) {
            return new Fields(VCards.from(vcard));
        }
        if (body instanceof Map<?, ?> || body instanceof JsonNode) {
            return json(MessageBody.json(exchange));
        }
        if (body instanceof Answer) {
            throw new InvalidValueException("body", "is the answer of an earlier step; set the contact card first");
        }
        return body instanceof String text ? text(text) : bytes(MessageBody.bytes(exchange));
    }

    private static CardBody text(String text) {
        String trimmed = withoutMark(text).strip();
        if (startsAsVcard(trimmed)) {
            return new Text(trimmed.equals(text.strip()) ? text : trimmed);
        }
        JsonNode tree = trimmed.startsWith("{")
                ? Json.read(trimmed.getBytes(StandardCharsets.UTF_8)).orElse(null)
                : null;
        if (tree instanceof ObjectNode object) {
            return json(object);
        }
        throw new InvalidValueException("body", "must be a contact card: a vCard that starts BEGIN:VCARD, or JSON");
    }

    /** Bytes that are not UTF-8 come from older phones, which say inside how they are to be read. */
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
        return text.regionMatches(true, 0, "BEGIN:VCARD", 0, 11);
    }
}
