// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetsTest {

    /** Two campaigns of one line may have different zones. */
    @Test
    void aLineThatSpentOnTheNextDayOfAnotherZoneWaitsForThatDay() {
        Budgets.Limit limit = new Budgets.Limit("first-touch", 5, Duration.ZERO, ZoneId.of("America/New_York"));
        Instant evening = Instant.parse("2026-10-25T20:00:00Z");
        Budgets.Spent inAuckland = new Budgets.Spent(LocalDate.parse("2026-10-26"), 1, evening.minusSeconds(60));

        assertThat(Budgets.next(inAuckland, limit, evening.toEpochMilli()))
                .isEqualTo(Instant.parse("2026-10-26T04:00:00Z"));
    }
}
