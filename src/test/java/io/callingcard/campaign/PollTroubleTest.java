// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log says of a table that cannot be read. */
class PollTroubleTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-28T03:00:00Z"));
    private final PollTrouble trouble = new PollTrouble(() -> "leads-table", clock);

    private static List<String> said(LogRecords log) {
        return log.texts().stream()
                .filter(text -> text.startsWith(PollTrouble.class.getName()))
                .toList();
    }

    @Test
    void isLoggedInOneLineWhenItChangesOrLasts() {
        try (LogRecords log = LogRecords.capture()) {
            SQLException away = new SQLException("Connection to 10.0.0.12:5432 refused.\nCheck the host.");
            trouble.handleException("Failed", new IllegalStateException("Cannot open", away));
            trouble.handleException("Failed", away);
            clock.advance(Duration.ofMinutes(59));
            trouble.handleException(away);
            assertThat(said(log))
                    .singleElement()
                    .asString()
                    .contains("leads-table", "Connection to 10.0.0.12:5432 refused")
                    .doesNotContain("\tat ", "Check the host", "refused..");
            clock.advance(Duration.ofMinutes(2));
            trouble.handleException(away);
            assertThat(said(log)).hasSize(2);
            trouble.handleException(new SQLException("no value for +1 (415) 555-0177"));
            assertThat(said(log)).hasSize(3);
            assertThat(said(log).get(2)).contains("no value for ").doesNotContain("415", "0177");
            trouble.handleException(new IllegalStateException());
            assertThat(said(log).get(3)).contains("java.lang.IllegalStateException");
            trouble.mended();
            trouble.mended();
            assertThat(said(log)).hasSize(5).last().asString().contains("can be read again");
            trouble.handleException(new IllegalStateException());
            assertThat(said(log)).hasSize(6);
        }
    }
}
