// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The fields that a call of the gateway reads, with their types. The gateway is written in Go: names of JSON fields may
 * have capitals, null is the same as absent, and a value of another type makes the whole body unreadable.
 *
 * @param required the fields that must not be blank
 * @param file the part of a form with a file; null for none
 * @param plain whether an unreadable body is answered in the short form that a few calls use
 */
record WaBody(Map<String, Type> fields, Set<String> required, String file, boolean plain) {

    /** Values that the twin accepts. A field that is not listed is left out of the examples. */
    private static final ObjectNode SAMPLES = Json.of(
            """
            {"phone": "14155550100", "message": "Welcome to Harbor Books!", "contact_name": "Mira Okafor",
             "contact_phone": "12025550143", "link": "https://harborbooks.example", "caption": "Harbor Books",
             "latitude": "52.5", "longitude": "13.4", "question": "Which day?", "options": ["Saturday", "Sunday"],
             "max_answer": 1, "image_url": "https://harborbooks.example/shop.png",
             "file_url": "https://harborbooks.example/list.pdf", "video_url": "https://harborbooks.example/tour.mp4",
             "audio_url": "https://harborbooks.example/hello.mp3",
             "sticker_url": "https://harborbooks.example/book.webp", "type": "available", "action": "start",
             "emoji": "\uD83D\uDCDA", "push_name": "Harbor Books", "timer_seconds": 86400, "pinned": true,
             "archived": true, "title": "Book club", "participants": ["14155550177"],
             "group_id": "120363025246125486@g.us", "name": "Readers", "topic": "Books", "locked": true,
             "announce": true, "newsletter_id": "120363025246125487@newsletter",
             "caller_jid": "14155550100@s.whatsapp.net", "call_id": "CALL1", "id": "credential-1",
             "device_id": "shop", "webhook_url": "http://localhost:8080/webhooks/wa", "webhook_secret": "secret",
             "webhook_events": "message"}""");

    private enum Type {
        TEXT("string", "string"),
        FLAG("bool", "boolean"),
        NUMBER("int", "integer"),
        SECONDS("uint32", "integer"),
        LIST("[]string", "array");

        private final String inGo;
        private final String inJson;

        Type(String inGo, String inJson) {
            this.inGo = inGo;
            this.inJson = inJson;
        }

        ObjectNode schema() {
            ObjectNode schema = Json.object().put("type", inJson);
            if (this == LIST) {
                schema.putObject("items").put("type", "string");
            }
            return schema;
        }

        static Type of(String suffix) {
            return switch (suffix) {
                case "b" -> FLAG;
                case "i" -> NUMBER;
                case "u" -> SECONDS;
                case "l" -> LIST;
                default -> TEXT;
            };
        }
    }

    /** Describes a body, such as {@code phone! duration:i is_forwarded:b mentions:l}: a phone that must not be blank. */
    static WaBody of(String description) {
        Map<String, Type> fields = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        for (String each : description.split(" ")) {
            String[] field = (each.replace("!", "") + ":").split(":", -1);
            fields.put(field[0], Type.of(field[1]));
            if (each.endsWith("!")) {
                required.add(field[0]);
            }
        }
        return new WaBody(fields, required, null, false);
    }

    /** A body that may be a form with a file. */
    WaBody withFile(String part) {
        return new WaBody(fields, required, part, plain);
    }

    /** A call that answers each unreadable body with the same short error. */
    WaBody withShortError() {
        return new WaBody(fields, required, file, true);
    }

    /** Returns the kinds of the body, each with its schema. A form with the file needs no address of it. */
    ObjectNode content() {
        ObjectNode content = Json.object();
        ObjectNode json = content.putObject("application/json");
        json.set("schema", schema(required));
        ObjectNode example = json.putObject("example");
        Json.copy(SAMPLES, example, fields.keySet().toArray(String[]::new));
        if (file != null) {
            Set<String> ofForm = new LinkedHashSet<>(required);
            ofForm.remove(file + "_url");
            ObjectNode form = schema(ofForm);
            form.withObjectProperty("properties").set(file, FileBody.file());
            content.putObject(WaContentType.FORM).set("schema", form);
        }
        return content;
    }

    private ObjectNode schema(Set<String> needed) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.forEach((name, type) -> properties.set(name, type.schema()));
        if (!needed.isEmpty()) {
            needed.forEach(schema.putArray("required")::add);
        }
        return schema;
    }

    /** Reads the fields of a request. */
    ObjectNode read(ReceivedRequest request) {
        try {
            return fieldsOf(request);
        } catch (Refusal unreadable) {
            throw plain ? WaError.BAD_REQUEST.refusal() : unreadable;
        }
    }

    private ObjectNode fieldsOf(ReceivedRequest request) {
        String type = WaContentType.of(request);
        if (type.equals("application/json") || type.endsWith("+json")) {
            return typed(json(request));
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return plain ? Json.object() : converted(pairs(request.text()));
        }
        if (type.equals(WaContentType.FORM)) {
            WaError.internalWhen(
                    !WaForm.hasBoundary(request),
                    "bind from body: request Content-Type has bad boundary or is not multipart/form-data");
            return plain ? Json.object() : converted(WaForm.read(request).fields());
        }
        WaError.internalWhen(
                type.equals("application/xml") || type.equals("text/xml"),
                "bind from body: failed to unmarshal xml: EOF");
        throw WaError.internal("Unprocessable Entity");
    }

    private static ObjectNode json(ReceivedRequest request) {
        String text = request.text();
        WaError.internalWhen(text.isBlank(), "bind from body: unexpected end of JSON input");
        WaError.internalWhen(
                text.startsWith("\uFEFF"), "bind from body: invalid character '\u00EF' looking for beginning of value");
        JsonNode tree;
        try {
            tree = Json.STRICT.readTree(text);
        } catch (IOException e) {
            throw WaError.internal("bind from body: " + e.getClass().getSimpleName());
        }
        if (tree.isNull()) {
            return Json.object();
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw WaError.internal("bind from body: json: cannot unmarshal " + kind(tree) + " into Go value");
    }

    private ObjectNode typed(ObjectNode given) {
        ObjectNode result = Json.object();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            String name = fields.containsKey(field.getKey())
                    ? field.getKey()
                    : field.getKey().toLowerCase(Locale.ROOT);
            Type type = fields.get(name);
            JsonNode value = field.getValue();
            if (type == null || value.isNull()) {
                continue;
            }
            WaError.internalWhen(
                    !isOf(type, value),
                    "bind \"" + name + "\" from body: json: cannot unmarshal " + kind(value) + " into Go struct field "
                            + name + " of type " + type.inGo);
            result.set(name, type == Type.LIST ? texts(value) : value);
        }
        return result;
    }

    private static boolean isOf(Type type, JsonNode value) {
        return switch (type) {
            case TEXT -> value.isTextual();
            case FLAG -> value.isBoolean();
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong();
            case SECONDS -> value.isIntegralNumber() && value.canConvertToLong() && isUnsigned(value.asLong());
            case LIST -> value.isArray() && areTexts(value);
        };
    }

    private static boolean isUnsigned(long value) {
        return value >= 0 && value <= 0xFFFF_FFFFL;
    }

    private static boolean areTexts(JsonNode list) {
        for (JsonNode each : list) {
            if (!each.isTextual() && !each.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static ArrayNode texts(JsonNode list) {
        ArrayNode texts = Json.array();
        list.forEach(each -> texts.add(each.isNull() ? "" : each.asText()));
        return texts;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            case OBJECT -> "object";
            default -> "string";
        };
    }

    /** The fields of a form. Each of them is a list, since a name may stand there several times. */
    private static ObjectNode pairs(String text) {
        ObjectNode form = Json.object();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = Call.decoded(equals < 0 ? pair : pair.substring(0, equals));
                WaForm.add(form, name, equals < 0 ? "" : Call.decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    /** The values of a form in the types of the fields. */
    private ObjectNode converted(ObjectNode form) {
        ObjectNode result = Json.object();
        fields.forEach((name, type) -> {
            JsonNode values = form.path(name);
            if (values.isArray() && !values.isEmpty()) {
                result.set(
                        name,
                        type == Type.LIST
                                ? values
                                : value(name, type, values.get(0).asText()));
            }
        });
        return result;
    }

    private static JsonNode value(String name, Type type, String given) {
        return switch (type) {
            case FLAG -> Json.STRICT.getNodeFactory().booleanNode(flag(given, name, "body"));
            case NUMBER, SECONDS -> Json.STRICT.getNodeFactory().numberNode(number(given, name, "body"));
            default -> Json.STRICT.getNodeFactory().textNode(given);
        };
    }

    static boolean flag(String given, String name, String where) {
        return switch (given) {
            case "1", "t", "T", "true", "TRUE", "True", "on" -> true;
            case "", "0", "f", "F", "false", "FALSE", "False", "off" -> false;
            default -> throw unconvertible(name, where);
        };
    }

    static long number(String given, String name, String where) {
        try {
            return given.isEmpty() ? 0 : Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw unconvertible(name, where);
        }
    }

    private static Refusal unconvertible(String name, String where) {
        return WaError.internal(
                "bind \"" + name + "\" from " + where + ": schema: error converting value for \"" + name + "\"");
    }
}
