// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ezvcard.VCardVersion;

/**
 * Reads and writes cards as JSON: the {@code contact} object that Chert documents, with more keys for the rest of a
 * card, so that a round trip loses nothing.
 */
public final class ContactJson {

    private static final String ROOT = "contact";

    private static final String FULL_NAME = "full_name";
    private static final String GIVEN_NAME = "given_name";
    private static final String FAMILY_NAME = "family_name";
    private static final String ORGANIZATION = "organization";
    private static final String PHONES = "phones";
    private static final String EMAILS = "emails";
    private static final String TITLE = "title";
    private static final String URLS = "urls";
    private static final String ADDRESSES = "addresses";
    private static final String NOTE = "note";
    private static final String PHOTO = "photo";
    private static final String BIRTHDAY = "birthday";
    private static final String KEPT = "kept";

    private static final String VALUE = "value";
    private static final String LABEL = "label";

    private static final Set<String> KEYS = Set.of(
            FULL_NAME,
            GIVEN_NAME,
            FAMILY_NAME,
            ORGANIZATION,
            PHONES,
            EMAILS,
            TITLE,
            URLS,
            ADDRESSES,
            NOTE,
            PHOTO,
            BIRTHDAY,
            KEPT);
    private static final Set<String> ENTRY_KEYS = Set.of(VALUE, LABEL);
    private static final List<String> ADDRESS_PARTS =
            List.of("po_box", "extended", "street", "locality", "region", "postal_code", "country");
    private static final Set<String> ADDRESS_KEYS =
            Stream.concat(ADDRESS_PARTS.stream(), Stream.of(LABEL)).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> PHOTO_KEYS = Set.of("url", "data", "content_type");
    private static final Set<String> KEPT_KEYS = Set.of("version", "properties");
    private static final Set<String> PROPERTY_KEYS = Set.of("group", "name", "parameters", VALUE);

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(InputLimit.JSON_NESTING.most())
                            .maxNumberLength(InputLimit.JSON_NUMBER.most())
                            .maxStringLength(InputLimit.CARD_BYTES.most())
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private ContactJson() {}

    public static ContactCard read(String json) {
        VCards.requireSize(ROOT, json.length());
        try {
            return read(MAPPER.readTree(json));
        } catch (StreamConstraintsException e) {
            throw tooDeep();
        } catch (JsonProcessingException e) {
            // The parser's message quotes the input, so this one has only the line.
            String place =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new InvalidCardException(ROOT, "is not valid JSON" + place, "Send one JSON object");
        }
    }

    public static ContactCard read(Map<String, ?> map) {
        requireShallow(map, InputLimit.JSON_NESTING.most());
        JsonNode node;
        try {
            node = MAPPER.valueToTree(map);
        } catch (IllegalArgumentException notJson) {
            throw new InvalidCardException(ROOT, "holds a value that is not JSON", "Use only text, lists and maps");
        }
        return read(node);
    }

    /** Jackson converts values by recursion, without end if a map contains itself. */
    private static void requireShallow(Object value, int levels) {
        if (levels < 0) {
            throw tooDeep();
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> requireShallow(each, levels - 1));
        } else if (value instanceof Collection<?> many) {
            many.forEach(each -> requireShallow(each, levels - 1));
        }
    }

    private static InvalidCardException tooDeep() {
        return new InvalidCardException(
                ROOT,
                "is nested more than " + InputLimit.JSON_NESTING.most() + " levels deep, or has a number of more than "
                        + InputLimit.JSON_NUMBER.most() + " digits",
                "Send the keys of a contact card only");
    }

    public static ContactCard read(JsonNode contact) {
        JsonNode object = object(ROOT, contact, KEYS);
        ContactCard.Builder builder = ContactCard.builder()
                .fullName(text(ROOT, object, FULL_NAME))
                .givenName(text(ROOT, object, GIVEN_NAME))
                .familyName(text(ROOT, object, FAMILY_NAME))
                .organization(text(ROOT, object, ORGANIZATION))
                .title(text(ROOT, object, TITLE))
                .phones(entries(object, PHONES, CardEntry.Phone::new))
                .emails(entries(object, EMAILS, CardEntry.Email::new))
                .urls(entries(object, URLS, CardEntry.Url::new))
                .note(text(ROOT, object, NOTE))
                .photo(photo(object.get(PHOTO)))
                .kept(kept(object.get(KEPT)));
        forEach(ROOT, object, ADDRESSES, (path, address) -> builder.address(address(path, address)));
        String birthday = text(ROOT, object, BIRTHDAY);
        at(ROOT + "." + BIRTHDAY, () -> builder.birthday(birthday));
        return CardGuard.checked(ROOT, builder.build());
    }

    /** Writes the whole card. Absent fields have no key. */
    public static ObjectNode write(ContactCard card) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        put(contact, FULL_NAME, card.fullName());
        put(contact, GIVEN_NAME, card.givenName());
        put(contact, FAMILY_NAME, card.familyName());
        put(contact, ORGANIZATION, card.organization());
        card.phones().forEach(phone -> entry(contact.withArray(PHONES), phone.value(), phone.label()));
        card.emails().forEach(email -> entry(contact.withArray(EMAILS), email.value(), email.label()));
        put(contact, TITLE, card.title());
        card.urls().forEach(url -> entry(contact.withArray(URLS), url.value(), url.label()));
        card.addresses()
                .forEach(address -> write(address, contact.withArray(ADDRESSES).addObject()));
        put(contact, NOTE, card.note());
        if (card.photo() != null) {
            write(card.photo(), contact.putObject(PHOTO));
        }
        put(contact, BIRTHDAY, card.birthday());
        if (!card.kept().isEmpty()) {
            write(card.kept(), contact.putObject(KEPT));
        }
        return contact;
    }

    public static Map<String, Object> toMap(ContactCard card) {
        return MAPPER.convertValue(write(card), MAP);
    }

    /** Writes only the six keys that Chert documents. */
    public static void writeDocumented(ContactCard card, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        writeText(generator, FULL_NAME, card.fullName());
        writeText(generator, GIVEN_NAME, card.givenName());
        writeText(generator, FAMILY_NAME, card.familyName());
        writeText(generator, ORGANIZATION, card.organization());
        if (!card.phones().isEmpty()) {
            generator.writeArrayFieldStart(PHONES);
            for (CardEntry.Phone phone : card.phones()) {
                writeEntry(generator, phone.value(), phone.label());
            }
            generator.writeEndArray();
        }
        if (!card.emails().isEmpty()) {
            generator.writeArrayFieldStart(EMAILS);
            for (CardEntry.Email email : card.emails()) {
                writeEntry(generator, email.value(), email.label());
            }
            generator.writeEndArray();
        }
        generator.writeEndObject();
    }

    private static void writeEntry(JsonGenerator generator, String value, String label) throws IOException {
        generator.writeStartObject();
        generator.writeStringField(VALUE, value);
        writeText(generator, LABEL, label);
        generator.writeEndObject();
    }

    private static void writeText(JsonGenerator generator, String key, String text) throws IOException {
        if (text != null) {
            generator.writeStringField(key, text);
        }
    }

    private static void put(ObjectNode object, String key, String text) {
        if (text != null) {
            object.put(key, text);
        }
    }

    private static void entry(ArrayNode entries, String value, String label) {
        ObjectNode entry = entries.addObject().put(VALUE, value);
        put(entry, LABEL, label);
    }

    private static void write(CardEntry.Address address, ObjectNode object) {
        for (int i = 0; i < CardEntry.Address.PARTS; i++) {
            put(object, ADDRESS_PARTS.get(i), address.parts().get(i));
        }
        put(object, LABEL, address.label());
    }

    private static void write(CardPhoto photo, ObjectNode object) {
        put(object, "url", photo.url());
        if (photo.bytes() != null) {
            object.put("data", Base64.getEncoder().encodeToString(photo.bytes()));
        }
        put(object, "content_type", photo.contentType());
    }

    private static void write(KeptProperties kept, ObjectNode object) {
        object.put("version", kept.version().getVersion());
        ArrayNode properties = object.putArray("properties");
        for (CardProperty property : kept.properties()) {
            ObjectNode line = properties.addObject();
            put(line, "group", property.group());
            line.put("name", property.name());
            if (!property.parameters().isEmpty()) {
                ObjectNode parameters = line.putObject("parameters");
                property.parameters().forEach((name, values) -> values.forEach(parameters.putArray(name)::add));
            }
            line.put(VALUE, property.value());
        }
    }

    private static CardEntry.Address address(String path, JsonNode node) {
        JsonNode object = object(path, node, ADDRESS_KEYS);
        List<String> parts =
                ADDRESS_PARTS.stream().map(key -> text(path, object, key)).toList();
        return at(path, () -> CardEntry.Address.of(parts, text(path, object, LABEL)));
    }

    private static CardPhoto photo(JsonNode node) {
        if (isAbsent(node)) {
            return null;
        }
        String path = ROOT + "." + PHOTO;
        JsonNode object = object(path, node, PHOTO_KEYS);
        String url = CardText.optional(text(path, object, "url"));
        String data = CardText.optional(text(path, object, "data"));
        if ((url == null) == (data == null)) {
            throw new InvalidCardException(path, "needs either url or data", "Set exactly one of them");
        }
        return url != null
                ? CardPhoto.ofUrl(url)
                : CardPhoto.ofBytes(base64(path, data), text(path, object, "content_type"));
    }

    private static byte[] base64(String path, String data) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidCardException(path + ".data", "is not base64", "Encode the bytes of the photo");
        }
    }

    private static KeptProperties kept(JsonNode node) {
        if (isAbsent(node)) {
            return KeptProperties.NONE;
        }
        String path = ROOT + "." + KEPT;
        JsonNode object = object(path, node, KEPT_KEYS);
        VCardVersion version = VCardVersion.valueOfByStr(required(path, object, "version"));
        if (version == null || version == VCardVersion.V2_1) {
            throw new InvalidCardException(path + ".version", "is not a supported vCard version", "Use 3.0 or 4.0");
        }
        List<CardProperty> properties = new ArrayList<>();
        forEach(path, object, "properties", (at, property) -> properties.add(property(at, property)));
        return new KeptProperties(version, properties);
    }

    private static CardProperty property(String path, JsonNode node) {
        JsonNode object = object(path, node, PROPERTY_KEYS);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        JsonNode given = object.get("parameters");
        if (!isAbsent(given)) {
            String parametersPath = path + ".parameters";
            requireObject(parametersPath, given);
            requireCount(parametersPath, given, InputLimit.CARD_PARAMETERS);
            given.fieldNames().forEachRemaining(name -> {
                List<String> values = new ArrayList<>();
                forEach(parametersPath, given, name, (at, value) -> values.add(textOf(at, value)));
                parameters.put(name, values);
            });
        }
        return at(
                path,
                () -> new CardProperty(
                        text(path, object, "group"),
                        text(path, object, "name"),
                        parameters,
                        text(path, object, VALUE)));
    }

    private static <T> List<T> entries(JsonNode contact, String key, BiFunction<String, String, T> entry) {
        List<T> entries = new ArrayList<>();
        forEach(ROOT, contact, key, (path, node) -> {
            JsonNode object = object(path, node, ENTRY_KEYS);
            entries.add(entry.apply(required(path, object, VALUE), text(path, object, LABEL)));
        });
        return entries;
    }

    private static void forEach(String path, JsonNode object, String key, ElementReader reader) {
        JsonNode array = object.get(key);
        if (isAbsent(array)) {
            return;
        }
        String arrayPath = path + "." + key;
        if (!array.isArray()) {
            throw new InvalidCardException(arrayPath, "is not an array", "Put the entries in [ ]");
        }
        requireCount(arrayPath, array, InputLimit.CARD_LINES);
        for (int i = 0; i < array.size(); i++) {
            reader.read(arrayPath + "[" + i + "]", array.get(i));
        }
    }

    private static void requireCount(String path, JsonNode many, InputLimit limit) {
        if (many.size() > limit.most()) {
            throw new InvalidCardException(
                    path, "has more than " + limit.most() + " entries", "Remove those that are not needed");
        }
    }

    private static JsonNode object(String path, JsonNode node, Set<String> keys) {
        requireObject(path, node);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                // The message names the key only when it looks like one. It could be a value in the wrong place.
                String shown = name.matches("[A-Za-z][A-Za-z_]{0,39}") ? path + "." + name : path;
                throw new InvalidCardException(
                        shown,
                        "is an unknown key",
                        "Use " + String.join(", ", keys.stream().sorted().toList()));
            }
        }
        return node;
    }

    private static void requireObject(String path, JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new InvalidCardException(path, "is not an object", "Put the keys in { }");
        }
    }

    private static String required(String path, JsonNode object, String key) {
        return CardText.required(path + "." + key, text(path, object, key));
    }

    private static String text(String path, JsonNode object, String key) {
        JsonNode node = object.get(key);
        return isAbsent(node) ? null : textOf(path + "." + key, node);
    }

    private static String textOf(String path, JsonNode node) {
        if (!node.isTextual()) {
            throw new InvalidCardException(path, "is not text", "Put it in quotes");
        }
        return node.textValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    /** Adds the path in the JSON to an error about a field. */
    private static <T> T at(String path, Supplier<T> made) {
        try {
            return made.get();
        } catch (InvalidCardException e) {
            throw e.field().startsWith(ROOT) ? e : e.at(path);
        }
    }

    private interface ElementReader {
        void read(String path, JsonNode element);
    }
}
