package io.callingcard.twin;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.DeserializationFeature;
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
}
