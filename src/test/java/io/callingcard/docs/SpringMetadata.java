// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.util.StringHelper;

/** Generates what editors know about our settings in a project with Spring Boot, from the metadata of the components. */
final class SpringMetadata {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/io/callingcard");

    /** The settings of the ledger and the campaigns; each with its type and description. */
    private static final List<List<String>> OWN = List.of(
            List.of(
                    "callingcard.ledger.enabled",
                    "java.lang.Boolean",
                    "Whether the beans chatLedger, oncePerChat and oncePerDay are made. Default: true."),
            List.of(
                    "callingcard.ledger.file",
                    "java.lang.String",
                    "The SQLite file of the ledger. Default: callingcard.db."),
            List.of(
                    "callingcard.ledger.data-source",
                    "java.lang.String",
                    "The bean with a PostgreSQL connection pool. Default: the file is used."),
            List.of(
                    "callingcard.ledger.lease",
                    "java.lang.String",
                    "How long a claim stays with a process that gives no sign of life. Default: 2m."),
            List.of(
                    "callingcard.ledger.line-lease",
                    "java.lang.String",
                    "How long a line stays with a node that no longer renews it. Default: 15s with PostgreSQL, else off."),
            List.of(
                    "callingcard.node-name",
                    "java.lang.String",
                    "How lists of lines name this process. Default: the name of the host."),
            List.of(
                    "callingcard.ledger.number-key",
                    "java.lang.String",
                    "The key that hides phone numbers in the ledger. Default: numbers are stored as they are."),
            List.of(
                    "callingcard.hash-key",
                    "java.lang.String",
                    "The key that hashes the numbers of people who opted out. Required with a data source."),
            List.of(
                    "callingcard.default-region",
                    "java.lang.String",
                    "The two-letter region of phone numbers without a country code. Default: such numbers are refused."),
            List.of(
                    "callingcard.campaigns",
                    "java.util.Map<java.lang.String,io.callingcard.campaign.Campaign>",
                    "The campaigns by their names, each with its fields, such as callingcard.campaigns.welcome.text."));

    private SpringMetadata() {}

    static String json() throws IOException {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode groups = metadata.putArray("groups");
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        for (String scheme : List.of("campaign", "chert", "ledger", "linq", "wa")) {
            JsonNode entry = JSON.readTree(
                    METADATA.resolve(scheme).resolve(scheme + ".json").toFile());
            String prefix = "camel.component." + scheme;
            String type = entry.at("/component/javaType").asText();
            groups.addObject().put("name", prefix).put("type", type);
            entry.path("componentProperties").properties().forEach(option -> {
                String name = prefix + "." + StringHelper.camelCaseToDash(option.getKey());
                add(properties.addObject(), name, type, option);
                hint(hints, name, option.getValue());
            });
        }
        for (List<String> own : OWN) {
            properties
                    .addObject()
                    .put("name", own.get(0))
                    .put("type", own.get(1))
                    .put("description", own.get(2));
        }
        try {
            return JSON.writeValueAsString(metadata) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ObjectNode property, String name, String source, Map.Entry<String, JsonNode> option) {
        JsonNode given = option.getValue();
        boolean isDuration = ReferencePages.isDuration(given);
        String type =
                isDuration ? Duration.class.getName() : given.path("javaType").asText();
        property.put("name", name)
                .put("type", boxed(type))
                .put("description", given.path("description").asText())
                .put("sourceType", source);
        if (isDuration && ReferencePages.hasDefault(given)) {
            property.put("defaultValue", ReferencePages.defaultText(given));
        } else if (ReferencePages.hasDefault(given)) {
            property.set("defaultValue", given.get("defaultValue"));
        }
    }

    private static String boxed(String type) {
        return switch (type) {
            case "int" -> "java.lang.Integer";
            case "boolean", "long" -> "java.lang." + type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
            default -> type;
        };
    }

    private static void hint(ArrayNode hints, String name, JsonNode option) {
        if (option.has("enum")) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            option.path("enum").forEach(each -> values.addObject().set("value", each));
        }
    }
}
