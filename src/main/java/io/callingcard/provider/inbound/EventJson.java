package io.callingcard.provider.inbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.wire.Json;

/** Reads what providers tell, of which anything may be missing or of another shape than expected. */
public final class EventJson {

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}");

    private EventJson() {}

    /** The event as a tree. Lists, texts and invalid JSON are refused. */
    public static JsonNode read(byte[] body) {
        return Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new Webhooks.UnreadableEventException("the body is not a JSON object"));
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

    /** A time, or null when it is none. */
    public static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        try {
            return isInMillis(text) ? millis(text) : Instant.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether a time is of the usual form, such as 2026-06-10T08:15:02.000Z. */
    private static boolean isInMillis(String text) {
        return text.length() == "2026-06-10T08:15:02.000Z".length()
                && text.charAt(10) == 'T'
                && text.charAt(19) == '.'
                && text.endsWith("Z");
    }

    /** By hand, since the library takes as long for it as for half of the event. */
    private static Instant millis(String text) {
        return LocalDateTime.of(
                        Integer.parseInt(text, 0, 4, 10),
                        Integer.parseInt(text, 5, 7, 10),
                        Integer.parseInt(text, 8, 10, 10),
                        Integer.parseInt(text, 11, 13, 10),
                        Integer.parseInt(text, 14, 16, 10),
                        Integer.parseInt(text, 17, 19, 10),
                        Integer.parseInt(text, 20, 23, 10) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    /** A number as E.164; whatever else people are reached by, as it is. */
    public static String handle(String handle) {
        return handle != null && NUMBER.matcher(handle).matches() && !handle.startsWith("+") ? "+" + handle : handle;
    }

    public static Long number(JsonNode value) {
        return value.isNumber() ? value.asLong() : null;
    }
}
