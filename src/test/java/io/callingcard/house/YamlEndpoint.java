// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** An endpoint of a route in YAML, as an editor checks it: missing values are placeholders. */
public record YamlEndpoint(String uri, Map<String, String> parameters) {

    /** Returns every endpoint of a document, the consumer first. */
    public static List<YamlEndpoint> in(JsonNode yaml) {
        List<YamlEndpoint> endpoints = new ArrayList<>();
        visit(yaml, node -> {
            if (node.path("uri").isTextual()) {
                Map<String, String> parameters = new LinkedHashMap<>();
                node.path("parameters")
                        .properties()
                        .forEach(each ->
                                parameters.put(each.getKey(), each.getValue().asText()));
                endpoints.add(new YamlEndpoint(node.path("uri").asText(), parameters));
            } else if (node.path("to").isTextual() && node.size() == 1) {
                endpoints.add(new YamlEndpoint(node.path("to").asText(), Map.of()));
            }
        });
        return endpoints;
    }

    public static void visit(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(each -> visit(each, visitor));
    }

    /** Replaces the names in braces by values. */
    public YamlEndpoint with(Map<String, String> values) {
        String[] known = {uri};
        values.forEach((name, value) -> known[0] = known[0].replace("{{" + name + "}}", value));
        return new YamlEndpoint(known[0], parameters);
    }

    /** Returns the endpoint as one URI. */
    public String whole() {
        return uri
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + "="
                                + (each.getValue().startsWith("{{")
                                        ? "{{" + each.getKey() + "}}"
                                        : each.getValue().replaceAll("\\{\\{.*}}", "x")))
                        .collect(
                                Collectors.joining("&", parameters.isEmpty() ? "" : uri.contains("?") ? "&" : "?", ""));
    }
}
