// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

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
        "2147483647, PT2147483647S",
        "2147483648, PT2147483647S",
        "99999999999999999999999, PT2147483647S",
        "'Fri, 20 Nov 2026 12:00:30 GMT', PT30S",
        "' Fri, 20 Nov 2026 12:01:00 GMT ', PT1M",
        "'Fri, 20 Nov 2026 12:00:00 GMT', PT0S",
        "'Fri, 20 Nov 2026 11:59:59 GMT', PT0S",
        "'Sun, 06 Nov 1994 08:49:37 GMT', PT0S"
    })
    void readsSecondsAndDates(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(wait);
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
