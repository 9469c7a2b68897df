// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads and writes the providers' JSON: snake case, and unknown fields are ignored. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    /** The deserializer of a type is looked up once. */
    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return MAPPER.readerFor(type);
        }
    };

    private static final SerializerProvider PLAIN = MAPPER.getSerializerProviderInstance();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Adds a field, unless the value is null. */
    public static void put(ObjectNode body, String field, Object value) {
        if (value instanceof String text) {
            body.put(field, text);
        } else if (value != null) {
            body.set(field, tree(value));
        }
    }

    /** Parses bytes; empty if they are not JSON. */
    public static Optional<JsonNode> read(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a tree. Skips the serializer lookup of {@link #write(Object)}: a tree writes itself. */
    public static byte[] write(ObjectNode tree) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
            tree.serialize(generator, PLAIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Converts a value to a tree. Maps, lists and texts, which are the usual values, skip Jackson's conversion. */
    public static JsonNode tree(Object value) {
        if (value instanceof String text) {
            return TextNode.valueOf(text);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = object();
            map.forEach((key, each) -> object.set(String.valueOf(key), tree(each)));
            return object;
        }
        if (value instanceof Collection<?> many) {
            ArrayNode array = MAPPER.createArrayNode();
            many.forEach(each -> array.add(tree(each)));
            return array;
        }
        return MAPPER.valueToTree(value);
    }

    /**
     * Converts an answer to a record.
     *
     * @throws IllegalArgumentException if the answer has another shape
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The answer is no " + type.getSimpleName(), e);
        }
    }

    static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return READERS.get(type).readValue(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("The answer is no " + type.getSimpleName(), e);
        }
    }

    public static <T> T convert(Object value, Class<T> type) {
        return MAPPER.convertValue(value, type);
    }

    /** Returns the first of the fields that is a text or a number, as text; or null. */
    public static String text(JsonNode node, String... fields) {
        for (String field : fields) {
            JsonNode value = node.path(field);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return null;
    }

    /** Returns the first value that is not null, or null. */
    @SafeVarargs
    public static <T> T first(T... values) {
        for (T value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Returns the texts in a list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> {
            if (each.isTextual()) {
                texts.add(each.asText());
            }
        });
        return texts;
    }

    /** Parses a time; returns null if it cannot be parsed. */
    public static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        try {
            return isInMillis(text) ? millis(text) : Instant.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether a time has the usual form, such as 2026-06-10T08:15:02.000Z. */
    private static boolean isInMillis(String text) {
        return text.length() == "2026-06-10T08:15:02.000Z".length()
                && text.charAt(10) == 'T'
                && text.charAt(19) == '.'
                && text.endsWith("Z");
    }

    /** Parses the usual form by hand: the library needs as long as half of the event takes. */
    private static Instant millis(String text) {
        return LocalDateTime.of(
                        Integer.parseInt(text, 0, 4, 10),
                        Integer.parseInt(text, 5, 7, 10),
                        Integer.parseInt(text, 8, 10, 10),
                        Integer.parseInt(text, 11, 13, 10),
                        Integer.parseInt(text, 14, 16, 10),
                        Integer.parseInt(text, 17, 19, 10),
                        Integer.parseInt(text, 20, 23, 10) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    /** Returns a number, or null if the value is none. */
    public static Long number(JsonNode value) {
        return value.isNumber() ? value.asLong() : null;
    }
}
