// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.regex.Pattern;

import org.apache.camel.util.TimeUtils;

/** Reads spans of time in Camel's notation: {@code 10m}, {@code 24h}, {@code 1h30m}, or milliseconds. */
public final class Span {

    /** Camel reads an unknown notation as 0, and a gap of 0 would be a burst of messages. */
    private static final Pattern READABLE = Pattern.compile("\\d+|(\\d+(ms|s|m|h|d))+");

    private Span() {}

    public static Duration of(String field, String text) {
        if (!READABLE.matcher(text).matches()) {
            throw new IllegalArgumentException(field + ": is not a span of time. Write one such as 10m or 24h.");
        }
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    public static Duration positive(String field, String text) {
        Duration span = of(field, text);
        if (span.isZero()) {
            throw new IllegalArgumentException(field + ": must be longer than 0, such as 2m or 24h.");
        }
        return span;
    }
}
