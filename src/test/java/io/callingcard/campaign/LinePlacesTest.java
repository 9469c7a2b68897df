// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class LinePlacesTest {

    private static final String LINE = "wa:+12025550143";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T15:00:00Z"));
    private final LinePlaces places = new LinePlaces(clock);

    private void ended(int count) {
        for (int i = 0; i < count; i++) {
            places.begun(LINE);
            places.ended(LINE);
        }
    }

    @Test
    void aLineThatEndsNoLeadHasAFewPlaces() {
        assertThat(places.room(LINE)).isEqualTo(8);
        for (int i = 0; i < 8; i++) {
            places.begun(LINE);
        }
        assertThat(places.room(LINE)).isZero();
        assertThat(places.room("wa:+12025550144")).isEqualTo(8);
    }

    @Test
    void theFasterALineIsTheMorePlacesItHas() {
        ended(100);
        assertThat(places.room(LINE)).isEqualTo(100);
        clock.advance(Duration.ofSeconds(11));
        ended(10);
        assertThat(places.room(LINE)).as("the window before counts too").isEqualTo(100);
        clock.advance(Duration.ofSeconds(11));
        assertThat(places.room(LINE)).isEqualTo(10);
    }

    @Test
    void whatALineEndedLongAgoDoesNotCount() {
        ended(100);
        clock.advance(Duration.ofSeconds(21));
        assertThat(places.room(LINE)).isEqualTo(8);
    }
}
