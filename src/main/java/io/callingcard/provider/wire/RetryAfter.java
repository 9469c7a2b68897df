// SPDX-License-Identifier: Apache-2.0
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

/** Reads the wait that a provider asks for, from a field of its error or from the {@code Retry-After} header. */
final class RetryAfter {

    /** The longest wait. A wrong number must not hold a lead back for years: after a day the provider is asked again. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int MILLIS = 1_000;
    private static final BigInteger LONGEST_SECONDS = BigInteger.valueOf(LONGEST.toSeconds());

    private RetryAfter() {}

    /** Returns the wait of the error's field {@code retry_after}, or else of the header; null if neither is set. */
    static Duration of(JsonNode error, String header, Clock clock) {
        JsonNode seconds = error.path("retry_after");
        if (seconds.isNumber()) {
            return Duration.ofMillis(
                    Math.max(0, Math.min(LONGEST.toMillis(), Math.round(seconds.asDouble() * MILLIS))));
        }
        return parse(header, clock.instant()).orElse(null);
    }

    /** Parses seconds or an HTTP date. A past date is no wait; an unknown form is empty. */
    static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(
                    new BigInteger(value).min(LONGEST_SECONDS).longValue()));
        }
        Instant last = now.plus(LONGEST);
        return httpDate(value)
                .map(at -> at.isAfter(last) ? LONGEST : at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
    }

    /** Parses an HTTP date, as in the header {@code Date}. */
    static Optional<Instant> httpDate(String value) {
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
