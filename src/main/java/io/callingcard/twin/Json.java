package io.callingcard.twin;

import java.io.IOException;
import java.util.Optional;
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

    /** The text of a field, or null. */
    static String text(JsonNode node, String field) {
        return node.path(field).asText(null);
    }
}
