package io.callingcard.provider.inbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.wire.Json;

/** Reads what providers tell, of which anything may be missing or of another shape than expected. */
public final class EventJson {

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}");

    private EventJson() {}

    /** The event as a tree; lists, texts and what is no JSON are no events. */
    public static JsonNode read(byte[] body) {
        return Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnreadableEventException("the body is not a JSON object"));
    }

    /** The first of the fields that holds a text or a number, as text; or null. */
    public static String text(JsonNode node, String... fields) {
        for (String field : fields) {
            JsonNode value = node.path(field);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return null;
    }

    /** The first that there is, or null. */
    @SafeVarargs
    public static <T> T first(T... values) {
        for (T value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The texts of a list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> {
            if (each.isTextual()) {
                texts.add(each.asText());
            }
        });
        return texts;
    }

    public static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A number as E.164; whatever else people are reached by, as it is. */
    public static String handle(String handle) {
        return handle != null && NUMBER.matcher(handle).matches() && !handle.startsWith("+") ? "+" + handle : handle;
    }

    public static Long number(JsonNode value) {
        return value.isNumber() ? value.asLong() : null;
    }
}
