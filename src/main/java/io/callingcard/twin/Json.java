// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as all twins read and write it. */
final class Json {

    /** Strict: a body with anything after its JSON is refused. */
    static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final Pattern URL = Pattern.compile("https?://\\S");

    private Json() {}

    /** The object in a body; empty if the body is anything else. */
    static Optional<ObjectNode> read(byte[] body) {
        try {
            return STRICT.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    /** An object from its text; each {@code %s} stands for the JSON of a value. */
    static ObjectNode of(String template, Object... values) {
        Object[] written = Stream.of(values)
                .map(value -> value instanceof Instant ? value.toString() : value)
                .map(STRICT::valueToTree)
                .toArray();
        return read(String.format(template, written).getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("Not a JSON object: " + template));
    }

    static ArrayNode array() {
        return STRICT.createArrayNode();
    }

    static ArrayNode array(Stream<? extends JsonNode> items) {
        return array().addAll(items.toList());
    }

    /** Sets the fields that are there. */
    static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.get(field));
            }
        }
    }

    static boolean isFullList(JsonNode node) {
        return node.isArray() && !node.isEmpty();
    }

    /** The text of a field, or empty. */
    static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    /** Whether a part of a message is a text. */
    static boolean isText(JsonNode part) {
        return text(part, "type").equals("text");
    }

    static boolean isTextWithUrl(JsonNode part) {
        return isText(part) && URL.matcher(text(part, "value")).find();
    }

    /** Hands over the keys and texts of an object within another one. */
    static void each(JsonNode node, String field, BiConsumer<String, String> reader) {
        node.path(field)
                .properties()
                .forEach(each -> reader.accept(each.getKey(), each.getValue().asText()));
    }
}
