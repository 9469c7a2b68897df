// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 30 ', PT30S",
        "007, PT7S",
        "3600, PT1H",
        "86400, PT24H",
        "86401, PT24H",
        "2147483648, PT24H",
        "99999999999999999999999, PT24H",
        "'Fri, 20 Nov 2026 12:00:30 GMT', PT30S",
        "' Fri, 20 Nov 2026 12:01:00 GMT ', PT1M",
        "'Fri, 20 Nov 2026 12:00:00 GMT', PT0S",
        "'Fri, 20 Nov 2026 11:59:59 GMT', PT0S",
        "'Sun, 06 Nov 1994 08:49:37 GMT', PT0S",
        "'Fri, 31 Dec 9999 23:59:59 GMT', PT24H"
    })
    void readsSecondsAndDates(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(wait);
    }

    /** The ledger cannot store a time that is further away than some million years. */
    @ParameterizedTest
    @CsvSource({"1.5, PT1.5S", "-5, PT0S", "90000, PT24H", "1e300, PT24H"})
    void readsTheFieldOfTheError(double seconds, Duration wait) {
        assertThat(RetryAfter.of(Json.object().put("retry_after", seconds), "7", Clock.systemUTC()))
                .isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+5",
                "1.5",
                "1e3",
                "soon",
                "5 seconds",
                "٥",
                "2026-11-20T12:00:30Z",
                "Fri, 20 Nov 2026",
                "Mon, 20 Nov 2026 12:00:30 GMT",
                "Fri, 32 Nov 2026 12:00:30 GMT"
            })
    void ignoresOtherValues(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "1732104000"})
    void ignoresADateHeaderThatIsNoDate(String header) {
        assertThat(RetryAfter.httpDate(header)).isEmpty();
    }
}
