// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Generates the documentation of the Kamelets. Its samples come from the code that the tests use. */
public final class KameletPages {

    private KameletPages() {}

    /** Name, type, description and dependencies of each Kamelet. */
    private static String table() {
        return "| Kamelet | Type | What it does | Needs |\n| --- | --- | --- | --- |\n"
                + Kamelet.all()
                        .map(each -> "| [`" + each.name() + "`](#" + each.name() + ") | " + each.type() + " | "
                                + firstSentence(each) + " | " + needs(each) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String firstSentence(Kamelet kamelet) {
        String description = kamelet.definition().path("description").asText();
        return description.split("\\.( |$)")[0].replace("|", "\\|");
    }

    private static String needs(Kamelet kamelet) {
        List<String> others = kamelet.dependencies().stream()
                .filter(each -> !List.of("camel:core", "camel:kamelet").contains(each)
                        && !each.startsWith("mvn:io.callingcard:"))
                .map(each -> "`" + each + "`")
                .toList();
        return others.isEmpty() ? "–" : String.join(", ", others);
    }

    /** The page {@code docs/kamelets.md}. */
    public static String page() {
        return "# Kamelets\n\n"
                + "<!-- Generated from kamelets/ by ReferencePagesTest. Change the Kamelets, not this page. -->\n\n"
                + "Kamelets are ready-made steps for people who build routes in a visual designer. They are in the jar, where"
                + " Camel finds them. To load them from a folder, set"
                + " `camel.component.kamelet.location=file:kamelets`. Each Kamelet needs `camel:kamelet`, the Calling Card"
                + " jar and the dependencies listed with it.\n\n"
                + "In a route or a Pipe, write a value that contains `+`, `&`, `%` or `/` as `RAW(...)`. In a Pipe, write each"
                + " text so, because Camel encodes spaces and punctuation there. In application"
                + " properties (`camel.kamelet.<name>.<property>=...`), write it unchanged. A text or vCard of several lines"
                + " belongs there: Camel removes line breaks from the values of a route or Pipe."
                + " [Designers](designers.md) builds a Pipe step by step.\n\n"
                + "To try an example with the twins of the runner, write `twin` for each tenant, secret and key. The `baseUrl`"
                + " of WhatsApp is then `http://localhost:8080/twin/wa`, and the webhook secret of Linq is"
                + " `whsec_dHdpbnR3aW50d2ludHdpbnR3aW50d2lu`.\n\n"
                + table()
                + Kamelet.all().map(KameletPages::section).collect(Collectors.joining());
    }

    private static String section(Kamelet kamelet) {
        Map<String, String> sample = new LinkedHashMap<>();
        kamelet.required()
                .forEach(name ->
                        sample.put(name, example(name, kamelet.properties().get(name))));
        return "\n## " + kamelet.name() + "\n\n"
                + "![" + kamelet.definition().path("title").asText() + "](" + KameletBox.file(kamelet) + ")\n\n"
                + kamelet.definition().path("description").asText() + "\n\n"
                + "Needs: " + needs(kamelet) + ".\n\n" + properties(kamelet) + types(kamelet)
                + "```yaml\n" + KameletRun.route(kamelet, sample) + "```\n\n"
                + "```yaml\n" + KameletRun.pipe(kamelet, sample) + "```\n";
    }

    private static String example(String name, JsonNode property) {
        if (property.path("format").asText().equals("password")) {
            return "{{" + name + "}}";
        }
        return property.has("enum")
                ? property.path("enum").get(0).asText()
                : property.path("example").asText();
    }

    private static String properties(Kamelet kamelet) {
        if (kamelet.properties().isEmpty()) {
            return "";
        }
        return "| Property | Description | Default |\n| --- | --- | --- |\n"
                + kamelet.properties().entrySet().stream()
                        .map(each -> "| `" + each.getKey() + "`"
                                + (kamelet.required().contains(each.getKey()) ? " (required)" : "") + " | "
                                + each.getValue().path("description").asText().replace("|", "\\|")
                                + choice(each.getValue())
                                + " | "
                                + defaultValue(each.getValue())
                                + " |\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String defaultValue(JsonNode property) {
        String value = property.path("default").asText();
        return value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`";
    }

    private static String choice(JsonNode property) {
        if (!property.has("enum")) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        property.path("enum").forEach(word -> words.append(words.isEmpty() ? " One of " : ", ")
                .append(word.asText()));
        return words.append('.').toString();
    }

    private static String types(Kamelet kamelet) {
        StringBuilder lines = new StringBuilder();
        kamelet.yaml().at("/spec/dataTypes").properties().forEach(way -> {
            lines.append(way.getKey().equals("in") ? "Takes: " : "Emits: ");
            lines.append(types(way.getValue().path("types"))).append("\n");
            way.getValue().path("headers").properties().forEach(header -> lines.append("* `")
                    .append(header.getKey())
                    .append("`: ")
                    .append(header.getValue().path("description").asText())
                    .append("\n"));
            lines.append("\n");
        });
        return lines.toString();
    }

    private static String types(JsonNode types) {
        return types.properties().stream()
                .map(type -> type.getValue().path("description").asText() + " (`"
                        + type.getValue().path("mediaType").asText() + "`)")
                .collect(Collectors.joining(" "));
    }
}
