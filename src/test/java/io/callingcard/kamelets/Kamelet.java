// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import io.callingcard.house.YamlEndpoint;

/** A Kamelet of the folder {@code kamelets/}, parsed. */
record Kamelet(Path file, JsonNode yaml, String text) {

    static final Path FOLDER = Path.of("kamelets");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Kamelet> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Kamelet::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Kamelet named(String name) {
        return read(FOLDER.resolve(name + ".kamelet.yaml"));
    }

    private static Kamelet read(Path file) {
        try {
            String text = Files.readString(file);
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
            return new Kamelet(file, JSON.valueToTree(yaml), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return yaml.at("/metadata/name").asText();
    }

    /** Source, sink or action. */
    String type() {
        return name().substring(name().lastIndexOf('-') + 1);
    }

    JsonNode definition() {
        return yaml.at("/spec/definition");
    }

    JsonNode template() {
        return yaml.at("/spec/template");
    }

    String annotation(String name) {
        return yaml.at("/metadata/annotations").path("camel.apache.org/" + name).asText();
    }

    String label(String name) {
        return yaml.at("/metadata/labels").path("camel.apache.org/" + name).asText();
    }

    Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        definition().path("properties").properties().forEach(each -> properties.put(each.getKey(), each.getValue()));
        return properties;
    }

    List<String> required() {
        List<String> required = new ArrayList<>();
        definition().path("required").forEach(each -> required.add(each.asText()));
        return required;
    }

    List<String> dependencies() {
        List<String> dependencies = new ArrayList<>();
        yaml.at("/spec/dependencies").forEach(each -> dependencies.add(each.asText()));
        return dependencies;
    }

    /** Every endpoint of the template. The first one is that of {@code from}. */
    List<YamlEndpoint> endpoints() {
        return YamlEndpoint.in(template());
    }

    /** Every step of the template with this name. */
    List<JsonNode> steps(String word) {
        List<JsonNode> steps = new ArrayList<>();
        YamlEndpoint.visit(template(), node -> {
            if (node.has(word)) {
                steps.add(node.get(word));
            }
        });
        return steps;
    }

    @Override
    public String toString() {
        return name();
    }
}
