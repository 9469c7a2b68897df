// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import ezvcard.VCard;
import org.apache.camel.Converter;

/** Converts cards to and from vCard text, JSON, maps, bytes and ez-vcard's object. */
@Converter(generateLoader = true)
public final class CardConverters {

    private static final String VCARD_START = "BEGIN:VCARD";

    private CardConverters() {}

    @Converter
    public static ContactCard toContactCard(String text) {
        String content = VCardBytes.withoutLead(text);
        if (content.regionMatches(true, 0, VCARD_START, 0, VCARD_START.length())) {
            return VCards.read(content);
        }
        if (content.startsWith("{")) {
            return ContactJson.read(content);
        }
        throw new InvalidCardException(
                "body", "is neither a vCard nor a JSON object", "Start it with " + VCARD_START + " or {");
    }

    @Converter
    public static ContactCard toContactCard(byte[] bytes) {
        VCards.requireSize("body", bytes.length);
        return toContactCard(VCardBytes.decode(bytes));
    }

    @Converter
    public static ContactCard toContactCard(InputStream stream) {
        return toContactCard(VCards.bytes(stream));
    }

    @Converter
    public static ContactCard toContactCard(File file) throws IOException {
        try (InputStream stream = Files.newInputStream(file.toPath())) {
            return toContactCard(stream);
        }
    }

    @Converter
    public static ContactCard toContactCard(VCard card) {
        return VCards.from(card);
    }

    @Converter
    public static ContactCard toContactCard(Map<String, ?> map) {
        return ContactJson.read(map);
    }

    @Converter
    public static ContactCard toContactCard(JsonNode json) {
        return ContactJson.read(json);
    }

    @Converter
    public static VCard toVCard(ContactCard card) {
        return VCards.toVCard(card);
    }

    @Converter
    public static String toString(ContactCard card) {
        return VCards.write(card);
    }

    @Converter
    public static byte[] toBytes(ContactCard card) {
        return VCards.write(card).getBytes(StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toInputStream(ContactCard card) {
        return new ByteArrayInputStream(toBytes(card));
    }

    @Converter
    public static Map<String, Object> toMap(ContactCard card) {
        return ContactJson.toMap(card);
    }

    @Converter
    public static JsonNode toJsonNode(ContactCard card) {
        return ContactJson.write(card);
    }
}
