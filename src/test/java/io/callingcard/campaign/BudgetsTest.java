// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Database;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetsTest {

    private static final Instant NOON = Instant.parse("2026-10-25T12:00:00Z");
    private static final Line UNKNOWN = Line.of("chert", null);
    private static final Line FIRST = Line.of("chert", "+12025550101");
    private static final Line SECOND = Line.of("chert", "+12025550102");

    private Ledgers ledgers;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        ledgers = new Ledgers();
    }

    @AfterEach
    void close() throws Exception {
        ledgers.close();
    }

    private void open(Ledgers.Kind kind) throws Exception {
        database = CampaignStore.of(ledgers.fresh(kind)).database;
    }

    private boolean spend(Line line, Budgets.Limit limit, Duration later) {
        long now = NOON.plus(later).toEpochMilli();
        return database.write(connection -> Budgets.spend(connection, line, limit, 1, now)) == 1;
    }

    /** Two campaigns of one line may have different zones. */
    @Test
    void aLineThatSpentOnTheNextDayOfAnotherZoneWaitsForThatDay() {
        Budgets.Limit limit = new Budgets.Limit("first-touch", 5, Duration.ZERO, ZoneId.of("America/New_York"));
        Instant evening = Instant.parse("2026-10-25T20:00:00Z");
        Budgets.Spent inAuckland = new Budgets.Spent(LocalDate.parse("2026-10-26"), 1, evening.minusSeconds(60));

        assertThat(Budgets.next(inAuckland, limit, evening.toEpochMilli()))
                .isEqualTo(Instant.parse("2026-10-26T04:00:00Z"));
    }

    /** Its message may leave on any line of the channel. */
    @ParameterizedTest
    @EnumSource
    void aChatWhoseLineIsNotKnownCountsForEachLine(Ledgers.Kind kind) throws Exception {
        open(kind);
        Budgets.Limit two = new Budgets.Limit("share", 2, Duration.ZERO, ZoneOffset.UTC);

        assertThat(spend(UNKNOWN, two, Duration.ZERO)).isTrue();
        assertThat(spend(FIRST, two, Duration.ZERO)).isTrue();
        assertThat(spend(FIRST, two, Duration.ZERO)).isFalse();
        assertThat(spend(UNKNOWN, two, Duration.ZERO)).as("on the first line").isFalse();
        assertThat(spend(SECOND, two, Duration.ZERO)).isTrue();
        assertThat(spend(SECOND, two, Duration.ZERO)).isFalse();
        assertThat(spend(Line.of("wa", null), two, Duration.ZERO)).isTrue();

        assertThat(spend(FIRST, two, Duration.ofDays(1))).isTrue();
        assertThat(spend(FIRST, two, Duration.ofDays(1))).isTrue();
        assertThat(spend(SECOND, two, Duration.ofDays(1))).isTrue();
        assertThat(spend(UNKNOWN, two, Duration.ofDays(1))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theGapOfALineIsKeptByAChatWhoseLineIsNotKnown(Ledgers.Kind kind) throws Exception {
        open(kind);
        Budgets.Limit slow = new Budgets.Limit("share", Integer.MAX_VALUE, Duration.ofMinutes(10), ZoneOffset.UTC);

        assertThat(spend(FIRST, slow, Duration.ZERO)).isTrue();
        assertThat(spend(UNKNOWN, slow, Duration.ofMinutes(9))).isFalse();
        assertThat(spend(SECOND, slow, Duration.ofMinutes(9))).isTrue();
        assertThat(spend(UNKNOWN, slow, Duration.ofMinutes(19))).isTrue();
        assertThat(spend(FIRST, slow, Duration.ofMinutes(20))).isFalse();
        assertThat(spend(FIRST, slow, Duration.ofMinutes(29))).isTrue();
    }

    private int spend(Line line, Budgets.Limit limit, int most) {
        return database.write(connection -> Budgets.spend(connection, line, limit, most, NOON.toEpochMilli()));
    }

    @ParameterizedTest
    @EnumSource
    void aPageSpendsAsMuchAsIsLeft(Ledgers.Kind kind) throws Exception {
        open(kind);
        Budgets.Limit five = new Budgets.Limit("share", 5, Duration.ZERO, ZoneOffset.UTC);

        assertThat(spend(FIRST, five, 3)).isEqualTo(3);
        assertThat(spend(UNKNOWN, five, 1)).isEqualTo(1);
        assertThat(spend(FIRST, five, 4)).isEqualTo(1);
        assertThat(spend(FIRST, five, 4)).isZero();
        assertThat(spend(SECOND, five, 9)).isEqualTo(4);

        database.write(connection -> {
            Budgets.giveBack(connection, FIRST.toString(), five, 2, NOON.toEpochMilli());
            return null;
        });
        assertThat(spend(FIRST, five, 4)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeWhoseClockIsBehindSpendsToo(Ledgers.Kind kind) throws Exception {
        open(kind);
        Budgets.Limit two = new Budgets.Limit("share", 2, Duration.ZERO, ZoneOffset.UTC);

        assertThat(spend(UNKNOWN, two, Duration.ZERO)).isTrue();
        assertThat(spend(FIRST, two, Duration.ofSeconds(-2))).isTrue();
        assertThat(spend(SECOND, two, Duration.ofSeconds(-3))).isTrue();
        assertThat(spend(FIRST, two, Duration.ofSeconds(-4))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aGapAllowsOneAtATime(Ledgers.Kind kind) throws Exception {
        open(kind);

        assertThat(spend(FIRST, new Budgets.Limit("share", 5, Duration.ofMinutes(1), ZoneOffset.UTC), 3))
                .isEqualTo(1);
    }

    /** Each spends blocks until nothing is left. */
    @ParameterizedTest
    @EnumSource
    void manyNodesSpendTheWholeBudgetAndNoMore(Ledgers.Kind kind) throws Exception {
        open(kind);
        Budgets.Limit limit = new Budgets.Limit("share", 1_000, Duration.ZERO, ZoneOffset.UTC);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<Integer>> spent = new ArrayList<>();
        for (int block : List.of(1, 7, 30, 64)) {
            spent.add(nodes.submit(() -> {
                int sum = 0;
                for (int last = block; last > 0; sum += last) {
                    last = database.write(connection ->
                            Budgets.spend(connection, FIRST.toString(), limit, block, NOON.toEpochMilli()));
                }
                return sum;
            }));
        }
        int sum = 0;
        for (Future<Integer> each : spent) {
            sum += each.get();
        }
        nodes.shutdown();

        assertThat(sum).isEqualTo(1_000);
    }
}
