// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kaoto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the schema of a form in Kaoto: for the options of a component, for a Kamelet, and for a part of a route. */
final class KaotoSchemas {

    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
    private static final String DEFINITIONS = "#/items/definitions/";

    /** Every list of steps refers to it, and a form shows no steps. */
    private static final String STEPS = "org.apache.camel.model.ProcessorDefinition";

    private static final List<String> BRANCHES = List.of("when", "otherwise", "doCatch", "doFinally", "onFallback");

    private final JsonNode definitions;

    /**
     * Makes schemas.
     *
     * @param yaml Camel's schema of routes in YAML
     */
    KaotoSchemas(JsonNode yaml) {
        this.definitions = yaml.at("/items/definitions");
    }

    /** Returns the schema for the options of an endpoint. */
    static ObjectNode ofComponent(JsonNode entry) {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        entry.path("properties").properties().forEach(option -> {
            properties.set(option.getKey(), option(option.getValue()));
            if (option.getValue().path("required").asBoolean()) {
                required.add(option.getKey());
            }
        });
        schema.set("required", required);
        return schema;
    }

    private static ObjectNode option(JsonNode option) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("title", option.path("displayName").asText());
        schema.put("description", option.path("description").asText());
        String type = option.path("type").asText();
        schema.put(
                "type",
                switch (type) {
                    case "duration", "enum" -> "string";
                    case "object" -> isMap(option) ? "object" : "string";
                    default -> type;
                });
        schema.put("$comment", "group:" + option.path("group").asText());
        if (option.path("deprecated").asBoolean()) {
            schema.put("deprecated", true);
        }
        if (option.path("secret").asBoolean()) {
            schema.put("format", "password");
        } else if (type.equals("duration")) {
            schema.put("format", "duration");
        } else if (type.equals("object") && !isMap(option)) {
            schema.put("format", "bean:" + option.path("javaType").asText());
        }
        copy(option, schema, "enum", "enum");
        copy(option, schema, "defaultValue", "default");
        return schema;
    }

    private static boolean isMap(JsonNode option) {
        return option.path("javaType").asText().startsWith("java.util.Map");
    }

    private static void copy(JsonNode from, ObjectNode to, String name, String newName) {
        if (from.has(name)) {
            to.set(newName, from.get(name));
        }
    }

    /** Returns the schema for the properties of a Kamelet. */
    static ObjectNode ofKamelet(JsonNode kamelet) {
        JsonNode definition = kamelet.at("/spec/definition");
        ObjectNode schema = object();
        copy(definition, schema, "title", "title");
        copy(definition, schema, "description", "description");
        copy(definition, schema, "required", "required");
        ObjectNode properties = schema.putObject("properties");
        definition.path("properties").properties().forEach(each -> {
            ObjectNode property = each.getValue().deepCopy();
            property.remove("x-descriptors");
            // The resource definition has them as text.
            for (String limit : List.of("minimum", "maximum", "multipleOf")) {
                if (property.has(limit)) {
                    property.put(limit, property.path(limit).asLong());
                }
            }
            properties.set(each.getKey(), property);
        });
        return schema;
    }

    /** Returns the schema of a part of a route with the definitions that it refers to; null if Camel's schema has none. */
    ObjectNode ofModel(JsonNode model) {
        JsonNode definition = definitions.path(model.at("/model/javaType").asText());
        if (definition.isMissingNode()) {
            return null;
        }
        ObjectNode schema = withDefinitions(form(definition));
        if (schema.path("properties") instanceof ObjectNode properties) {
            // They are steps of their own in the picture of a route.
            properties.remove(BRANCHES);
            properties
                    .properties()
                    .forEach(each ->
                            label(each.getValue(), model.path("properties").path(each.getKey())));
        }
        return schema;
    }

    private static void label(JsonNode property, JsonNode option) {
        if (property instanceof ObjectNode form && !form.isEmpty() && !option.isMissingNode()) {
            form.put("title", option.path("displayName").asText());
            form.put("description", option.path("description").asText());
            form.put("$comment", "group:" + option.path("group").asText());
        }
    }

    /** Where a part may be a short text or an object, the form is the object. */
    private static JsonNode form(JsonNode definition) {
        for (JsonNode choice : definition.path("oneOf")) {
            if (choice.path("type").asText().equals("object")) {
                return choice;
            }
        }
        return definition;
    }

    private ObjectNode withDefinitions(JsonNode definition) {
        Map<String, JsonNode> needed = new LinkedHashMap<>();
        ObjectNode schema = (ObjectNode) own(definition, needed);
        schema.put("$schema", DRAFT);
        if (!needed.isEmpty()) {
            schema.putObject("definitions").setAll(needed);
        }
        return schema;
    }

    /** Copies a schema, points it to its own definitions, and collects those. */
    private JsonNode own(JsonNode schema, Map<String, JsonNode> needed) {
        if (schema.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            schema.forEach(each -> copy.add(own(each, needed)));
            return copy;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(field -> {
            String text = field.getValue().asText();
            if (field.getKey().equals("$ref") && text.startsWith(DEFINITIONS)) {
                String name = text.substring(DEFINITIONS.length());
                copy.put("$ref", "#/definitions/" + name);
                collect(name, needed);
            } else {
                copy.set(field.getKey(), own(field.getValue(), needed));
            }
        });
        return copy;
    }

    private void collect(String name, Map<String, JsonNode> needed) {
        if (!needed.containsKey(name)) {
            // Before its own references: they may come back to it.
            needed.put(name, object());
            if (!name.equals(STEPS)) {
                needed.put(name, own(form(definitions.path(name)), needed));
            }
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("$schema", DRAFT).put("type", "object");
    }
}
