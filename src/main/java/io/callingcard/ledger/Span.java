package io.callingcard.ledger;

import java.time.Duration;
import java.util.regex.Pattern;

import org.apache.camel.util.TimeUtils;

/** Spans of time as Camel writes them: {@code 10m}, {@code 24h}, {@code 1h30m}, or milliseconds. */
final class Span {

    /** Camel takes what it cannot read for nothing at all, and a gap that is silently none is a burst of messages. */
    private static final Pattern READABLE = Pattern.compile("\\d+|(\\d+(ms|s|m|h|d))+");

    private Span() {}

    static Duration of(String field, String text) {
        if (!READABLE.matcher(text).matches()) {
            throw new IllegalArgumentException(field + ": must be a span of time such as 10m or 24h");
        }
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    static Duration positive(String field, String text) {
        Duration span = of(field, text);
        if (span.isZero()) {
            throw new IllegalArgumentException(field + ": must be longer than nothing, such as 2m or 24h");
        }
        return span;
    }
}
