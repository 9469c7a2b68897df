// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.quartz.CronExpression;

import io.callingcard.ledger.Span;

/**
 * What a setting may hold.
 *
 * @param words   what it is called on the reference page
 * @param isValid whether a value is one
 * @param problem what is wrong otherwise, and the cure, as the rest of a sentence
 */
record SettingKind(String words, Predicate<String> isValid, String problem) {

    static final SettingKind TEXT = new SettingKind("text", value -> true, "");
    static final SettingKind SECRET = new SettingKind("secret", value -> true, "");
    static final SettingKind SWITCH = new SettingKind(
            "true or false", value -> Set.of("true", "false").contains(value), "must be true or false.");
    static final SettingKind NUMBER =
            new SettingKind("whole number", value -> value.matches("\\d{1,9}"), "must be a whole number, such as 8.");
    static final SettingKind PORT = new SettingKind(
            "port",
            value -> NUMBER.isValid.test(value) && Integer.parseInt(value) <= 65_535,
            "must be a port, such as 8443.");
    static final SettingKind SPAN = new SettingKind(
            "span of time", SettingKind::isSpan, "is not a span of time. Write one such as 10m or 24h.");
    static final SettingKind CRON = new SettingKind(
            "cron expression",
            CronExpression::isValidExpression,
            "is not a cron expression of Quartz. Write one such as 0 0 9 * * ? for 9 o'clock.");
    static final SettingKind ZONE =
            new SettingKind("time zone", SettingKind::isZone, "is not a time zone. Write one such as Europe/Berlin.");
    static final SettingKind URL =
            new SettingKind("URL", SettingKind::isUrl, "is not a URL. Write one such as http://localhost:3000.");

    /** Returns the kind with a name, or that of a list of words. */
    static SettingKind of(JsonNode kind) {
        if (kind.isArray()) {
            List<String> words = new ArrayList<>();
            kind.forEach(word -> words.add(word.asText()));
            return oneOf(words);
        }
        return switch (kind.asText()) {
            case "text" -> TEXT;
            case "secret" -> SECRET;
            case "switch" -> SWITCH;
            case "number" -> NUMBER;
            case "port" -> PORT;
            case "span" -> SPAN;
            case "cron" -> CRON;
            case "zone" -> ZONE;
            case "url" -> URL;
            default -> throw new IllegalArgumentException(kind + ": no such kind of setting");
        };
    }

    /** One of a few words. */
    private static SettingKind oneOf(List<String> all) {
        String most = String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
        return new SettingKind(
                most, value -> all.contains(value.toLowerCase(Locale.ROOT)), "is unknown. Use " + most + ".");
    }

    private static boolean isSpan(String value) {
        try {
            return !Span.of("", value).isNegative();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isZone(String value) {
        try {
            return ZoneId.of(value) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI url = URI.create(value);
            return url.isAbsolute() && url.getScheme().matches("https?") && url.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
