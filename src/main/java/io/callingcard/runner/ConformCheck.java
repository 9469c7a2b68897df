// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One check of a provider, as {@code conform/*.json} has it. Names in braces stand for values that an earlier check saved.
 *
 * @param documented where the provider says so: {@code [seed]} and {@code [docs]} are its pages, {@code [source]} is its program
 * @param sends      whether the request sends a message
 * @param request    method, path, and perhaps headers, {@code json} or {@code text}, and other credentials
 * @param expect     what must hold of the status, the text and the fields of the answer
 * @param save       names of values for later checks, and where the answer has them
 */
record ConformCheck(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String sentence,
        @JsonProperty(required = true) String documented,
        boolean sends,
        @JsonProperty(required = true) JsonNode request,
        @JsonProperty(required = true) ObjectNode expect,
        Map<String, String> save) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    /** Returns the checks of a provider, in their order. */
    static List<ConformCheck> of(Provider provider) throws IOException {
        try (InputStream file = ConformCheck.class.getResourceAsStream("conform/" + provider.scheme() + ".json")) {
            return JSON.readValue(file, new TypeReference<List<ConformCheck>>() {});
        }
    }

    String method() {
        return request.path("method").asText();
    }

    /** Whether the request changes nothing, whatever the other side does with it. */
    boolean isRead() {
        return method().equals("GET");
    }

    /** Returns a name that no earlier check has saved. */
    Optional<String> missing(Map<String, String> values) {
        return Stream.of(request, expect)
                .flatMap(part -> NAME.matcher(part.toString()).results())
                .map(name -> name.group(1))
                .filter(name -> !values.containsKey(name))
                .findFirst();
    }

    /** Replaces the names in all texts. */
    static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node.isTextual()) {
            String text = NAME.matcher(node.asText())
                    .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
            return JSON.getNodeFactory().textNode(text);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode filled = JSON.createObjectNode();
            object.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), values)));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = JSON.createArrayNode();
            array.forEach(item -> filled.add(filled(item, values)));
            return filled;
        }
        return node;
    }
}
