// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The fields of a body, told by samples: a field has the type of its sample. A body without a required field, or with a field
 * of another type, is refused. Other fields are taken and not read.
 *
 * @param status  the status of success
 * @param missing the error of a missing field
 * @param wrong   the error of a field of another type
 * @param example a body that is accepted
 * @param schema  the fields as a JSON schema
 */
record Fields(int status, int missing, int wrong, ObjectNode example, ObjectNode schema) {

    /** The error of a missing field, at Chert and at Linq. */
    static final int MISSING = 1001;

    private static final String TYPE = "type";
    private static final String PROPERTIES = "properties";

    /**
     * Describes a body.
     *
     * @param required the required fields; a dot leads into an object, as in {@code message.parts}
     * @param example  the JSON of a body that is accepted
     * @param others   the JSON of a body with the other fields
     */
    static Fields of(int status, int missing, int wrong, String required, String example, String others) {
        ObjectNode accepted = Json.of(example);
        ObjectNode schema = merged(schemaOf(accepted), schemaOf(Json.of(others)));
        for (String path : required.isEmpty() ? new String[0] : required.split(" ")) {
            ObjectNode owner = schema;
            int dot = path.lastIndexOf('.');
            if (dot > 0) {
                owner = (ObjectNode)
                        schema.at("/properties/" + path.substring(0, dot).replace(".", "/properties/"));
            }
            owner.withArray("required").add(path.substring(dot + 1));
        }
        return new Fields(status, missing, wrong, accepted, schema);
    }

    private static ObjectNode schemaOf(JsonNode sample) {
        ObjectNode schema = Json.object();
        switch (sample.getNodeType()) {
            case OBJECT -> {
                ObjectNode properties = schema.put(TYPE, "object").putObject(PROPERTIES);
                sample.properties().forEach(each -> properties.set(each.getKey(), schemaOf(each.getValue())));
            }
            case ARRAY -> {
                ObjectNode items = null;
                for (JsonNode each : sample) {
                    items = items == null ? schemaOf(each) : merged(items, schemaOf(each));
                }
                schema.put(TYPE, "array").set("items", items == null ? Json.object() : items);
            }
            case BOOLEAN -> schema.put(TYPE, "boolean");
            case NUMBER -> schema.put(TYPE, sample.isIntegralNumber() ? "integer" : "number");
            default -> schema.put(TYPE, "string");
        }
        return schema;
    }

    /** The schema of values of both; any value if their types differ. */
    private static ObjectNode merged(ObjectNode one, ObjectNode other) {
        if (!one.path(TYPE).equals(other.path(TYPE))) {
            return Json.object();
        }
        ObjectNode merged = one.deepCopy();
        if (merged.path(PROPERTIES) instanceof ObjectNode properties) {
            for (Map.Entry<String, JsonNode> each : other.path(PROPERTIES).properties()) {
                ObjectNode more = (ObjectNode) each.getValue();
                properties.set(
                        each.getKey(),
                        properties.get(each.getKey()) instanceof ObjectNode known ? merged(known, more) : more);
            }
        }
        if (merged.path("items") instanceof ObjectNode items) {
            merged.set("items", merged(items, (ObjectNode) other.get("items")));
        }
        return merged;
    }

    /** Refuses a body without a required field, and then one with a field of another type. */
    void check(ObjectNode body) {
        checkRequired(body, schema, "");
        checkTypes(body, schema, "");
    }

    private void checkRequired(JsonNode value, JsonNode its, String path) {
        its.path("required")
                .forEach(name -> Refusal.when(
                        !value.hasNonNull(name.asText()), missing, "Missing field " + path + name.asText()));
        its.path(PROPERTIES).properties().forEach(each -> {
            if (value.path(each.getKey()).isObject()) {
                checkRequired(value.path(each.getKey()), each.getValue(), path + each.getKey() + ".");
            }
        });
    }

    private void checkTypes(JsonNode value, JsonNode its, String path) {
        Refusal.when(
                !isOf(its.path(TYPE).asText(), value),
                wrong,
                path + " must be of type " + its.path(TYPE).asText());
        its.path(PROPERTIES).properties().forEach(each -> {
            if (value.hasNonNull(each.getKey())) {
                String below = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
                checkTypes(value.get(each.getKey()), each.getValue(), below);
            }
        });
        if (value instanceof ArrayNode list) {
            list.forEach(each -> checkTypes(each, its.path("items"), path));
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            default -> true;
        };
    }

    /** The kinds of the body, as in OpenAPI. */
    ObjectNode content() {
        ObjectNode content = Json.object();
        content.putObject("application/json").<ObjectNode>set("schema", schema).set("example", example);
        return content;
    }
}
