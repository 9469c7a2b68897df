package io.callingcard.provider.wire;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header in both its forms. */
public final class RetryAfter {

    /** What RFC 9110 lets a number of seconds count up to at least; more says no more. */
    private static final BigInteger LONGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    private RetryAfter() {}

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
