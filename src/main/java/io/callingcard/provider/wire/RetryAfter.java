package io.callingcard.provider.wire;

import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** How long a provider asks us to wait: by a field of its error, or by the {@code Retry-After} header in both its forms. */
public final class RetryAfter {

    /** What RFC 9110 lets a number of seconds count up to at least; more says no more. */
    private static final BigInteger LONGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    private RetryAfter() {}

    /** The wait that an error's own field {@code retry_after} asks for, else the header's; null where none does. */
    public static Duration of(JsonNode error, WireResponse answer, Clock clock) {
        JsonNode seconds = error.path("retry_after");
        if (seconds.isNumber()) {
            return Duration.ofMillis(Math.max(0, Math.round(seconds.asDouble() * 1000)));
        }
        return parse(answer.header("retry-after"), clock.instant()).orElse(null);
    }

    /** How long to wait; a date in the past is no wait, anything else that is neither form is no hint. */
    public static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(
                    Duration.ofSeconds(new BigInteger(value).min(LONGEST).longValue()));
        }
        return httpDate(value).map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
    }

    /** An HTTP date, as also the {@code Date} header carries it. */
    public static Optional<Instant> httpDate(String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
