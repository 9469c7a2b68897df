// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneNightTest {

    private static final RulesFile.QuietHours NIGHT = new RulesFile.QuietHours(LocalTime.of(20, 0), LocalTime.of(9, 0));

    private final PhoneNight phones = new PhoneNight();

    @ParameterizedTest
    @CsvSource({
        // California in winter, and after its clocks went forward on 8 March 2026.
        "+14152000000, 2026-01-06T16:59:59Z, true",
        "+14152000000, 2026-01-06T17:00:00Z, false",
        "+14152000000, 2026-03-08T15:59:59Z, true",
        "+14152000000, 2026-03-08T16:00:00Z, false",
        "+14152000000, 2026-01-07T03:59:59Z, false",
        "+14152000000, 2026-01-07T04:00:00Z, true",
        // India, whose zone has half an hour.
        "+919876543210, 2026-01-06T03:29:59Z, true",
        "+919876543210, 2026-01-06T03:30:00Z, false",
        // A toll-free number may be anywhere from Newfoundland to Guam, so only half an hour of the day is not quiet.
        "+18002345678, 2026-01-06T16:00:00Z, true",
        "+18002345678, 2026-01-06T23:15:00Z, false",
        // Its zone is not known, so it has no quiet hours.
        "+80012345678, 2026-01-06T03:00:00Z, false",
        "ada@example.com, 2026-01-06T03:00:00Z, false"
    })
    void theNightIsThatOfTheNumber(String number, Instant at, boolean isQuiet) {
        assertThat(PhoneNight.isQuiet(at, phones.zones(number, null), NIGHT)).isEqualTo(isQuiet);
    }

    @Test
    void theZoneOfTheLeadComesFirst() {
        assertThat(phones.zones("+14152000000", "Asia/Tokyo")).containsExactly(ZoneId.of("Asia/Tokyo"));
        assertThat(phones.zones("+14152000000", "no zone")).containsExactly(ZoneId.of("America/Los_Angeles"));
    }

    @Test
    void equalTimesAreNoNight() {
        RulesFile.QuietHours none = new RulesFile.QuietHours(LocalTime.NOON, LocalTime.NOON);
        assertThat(PhoneNight.isQuiet(Instant.EPOCH, List.of(ZoneId.of("UTC")), none))
                .isFalse();
        assertThat(PhoneNight.isQuiet(Instant.EPOCH, List.of(ZoneId.of("UTC")), null))
                .isFalse();
    }

    @Test
    void aNightMayBeOfOneDay() {
        RulesFile.QuietHours siesta = new RulesFile.QuietHours(LocalTime.of(13, 0), LocalTime.of(15, 0));
        List<ZoneId> zones = List.of(ZoneId.of("UTC"));
        assertThat(PhoneNight.isQuiet(Instant.parse("2026-01-06T13:00:00Z"), zones, siesta))
                .isTrue();
        assertThat(PhoneNight.isQuiet(Instant.parse("2026-01-06T15:00:00Z"), zones, siesta))
                .isFalse();
    }
}
