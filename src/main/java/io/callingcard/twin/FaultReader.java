// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads faults such as {@code {"kind": "ERROR", "code": 1007, "path": "send-contact", "times": 3}}. */
final class FaultReader {

    private static final Set<String> FIELDS = Set.of(
            "provider",
            "method",
            "path",
            "kind",
            "code",
            "message",
            "status",
            "retry_after",
            "delay_ms",
            "bytes",
            "times",
            "probability");
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private FaultReader() {}

    /** Returns the fault. Refuses one with a wrong field, and names field and cure. */
    static Fault read(JsonNode given) {
        Refusal.when(
                !given.isObject(), 1002, "a fault must be an object such as {\"kind\": \"ERROR\", \"code\": 1007}");
        ProviderTwin.refuseUnknown(given, FIELDS, "field");
        String provider = text(given, "provider");
        refuse(provider != null && !Twins.PROVIDERS.contains(provider), "provider", "one of " + Twins.PROVIDERS, given);
        JsonNode probability = given.path("probability");
        refuse(
                !probability.isMissingNode() && !(probability.asDouble(-1) > 0 && probability.asDouble() <= 1),
                "probability",
                "a number above 0 and up to 1",
                given);
        return new Fault(
                provider,
                text(given, "method"),
                path(given),
                kind(given),
                text(given, "code"),
                text(given, "message"),
                given.has("status") ? whole(given, "status", LEAST_STATUS, MOST_STATUS) : 0,
                given.has("retry_after") ? whole(given, "retry_after", 0, Integer.MAX_VALUE) : null,
                given.has("delay_ms") ? Duration.ofMillis(whole(given, "delay_ms", 0, Integer.MAX_VALUE)) : null,
                given.has("bytes") ? whole(given, "bytes", 0, Integer.MAX_VALUE) : 0,
                given.has("times") ? whole(given, "times", 1, Integer.MAX_VALUE) : 1,
                probability.asDouble(1));
    }

    private static Fault.Kind kind(JsonNode given) {
        return Arrays.stream(Fault.Kind.values())
                .filter(each -> each.name().equals(given.path("kind").asText()))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "kind",
                        "one of "
                                + Arrays.stream(Fault.Kind.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")),
                        given));
    }

    private static String path(JsonNode given) {
        try {
            return given.has("path") ? Pattern.compile(text(given, "path")).pattern() : null;
        } catch (PatternSyntaxException e) {
            throw wrong("path", "a regular expression, in which ( and [ need a \\ before them", given);
        }
    }

    private static int whole(JsonNode given, String field, int least, int most) {
        JsonNode value = given.path(field);
        boolean isFit = value.canConvertToInt() && value.isIntegralNumber();
        refuse(
                !isFit || value.asInt() < least || value.asInt() > most,
                field,
                "a whole number from " + least + " to " + most,
                given);
        return value.asInt();
    }

    private static String text(JsonNode given, String field) {
        JsonNode value = given.path(field);
        refuse(value.isContainerNode(), field, "a text", given);
        return value.asText(null);
    }

    private static void refuse(boolean isWrong, String field, String right, JsonNode given) {
        if (isWrong) {
            throw wrong(field, right, given);
        }
    }

    private static Refusal wrong(String field, String right, JsonNode given) {
        String found = given.has(field) ? "is " + given.get(field) : "is missing";
        return new Refusal(1002, field + ": " + found + ". It must be " + right + ".");
    }
}
