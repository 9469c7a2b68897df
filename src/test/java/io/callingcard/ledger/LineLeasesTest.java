// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.db.Database;
import io.callingcard.provider.claim.LineDrive;

import static org.assertj.core.api.Assertions.assertThat;

class LineLeasesTest {

    private static final String LINE = "wa:one";
    private static final LineDrive.Handover QUICK = new LineDrive.Handover(Duration.ZERO, Duration.ZERO);

    /** Long enough that a node of a busy machine renews it in time, where a test relies on that. */
    private static final String STEADY = "1s";

    private static Ledgers ledgers;

    @BeforeAll
    static void open() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void clear() throws Exception {
        ledgers.clear();
    }

    @AfterAll
    static void close() throws Exception {
        ledgers.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    private static ChatLedger node(Ledgers.Kind kind, boolean isFirst, String lease) throws Exception {
        ChatLedger ledger = isFirst ? ledgers.fresh(kind) : ledgers.another(kind);
        ledger.setLineLease(lease);
        return ledger;
    }

    private static LineDrive.Sending begin(LineDrive drive) {
        List<LineDrive.Sending> begun = new ArrayList<>();
        await().until(() -> {
            drive.begin().ifPresent(begun::add);
            return !begun.isEmpty();
        });
        return begun.get(0);
    }

    @ParameterizedTest
    @EnumSource
    void aLineHasOneDriverWhichHandsItOverWhenNoCallIsUnderWay(Ledgers.Kind kind) throws Exception {
        LineDrive first = node(kind, true, STEADY).drive(LINE, QUICK);
        LineDrive second = node(kind, false, STEADY).drive(LINE, QUICK);
        LineDrive.Sending sending = begin(first);
        assertThat(second.begin()).isEmpty();
        // The first is asked for the line, and begins nothing more. Its call goes on.
        await().until(() -> first.begin()
                .map(each -> {
                    each.ended();
                    return false;
                })
                .orElse(true));
        assertThat(first.mayLeave()).isTrue();
        assertThat(second.begin()).isEmpty();
        sending.ended();
        begin(second).ended();
        assertThat(first.mayLeave()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aHandedOverLineKeepsItsPause(Ledgers.Kind kind) throws Exception {
        Duration pause = Duration.ofMillis(300);
        LineDrive.Handover paced = new LineDrive.Handover(pause, Duration.ZERO);
        ChatLedger leaving = node(kind, true, "400ms");
        LineDrive second = node(kind, false, "400ms").drive(LINE, paced);
        begin(leaving.drive(LINE, paced)).ended();
        long ended = System.nanoTime();
        leaving.close();
        begin(second).ended();
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isGreaterThanOrEqualTo(pause);
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenNodeLosesItsLineAndTheNextWaitsForItsCalls(Ledgers.Kind kind) throws Exception {
        LineDrive.Handover slow = new LineDrive.Handover(Duration.ZERO, Duration.ofMillis(300));
        ChatLedger frozen = node(kind, true, "400ms");
        LineDrive first = frozen.drive(LINE, slow);
        LineDrive second = node(kind, false, "400ms").drive(LINE, slow);
        begin(first);
        frozen.store().lines.freeze();
        await().until(() -> !first.mayLeave());
        long stopped = System.nanoTime();
        begin(second).ended();
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isGreaterThanOrEqualTo(slow.longest());
        assertThat(first.begin()).isEmpty();
        assertThat(first.mayLeave()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void linesAreSharedEvenlyWhenNodesComeAndGo(Ledgers.Kind kind) throws Exception {
        Set<String> all = new HashSet<>(
                IntStream.range(0, 20).mapToObj(line -> "wa:" + line).toList());
        ChatLedger first = node(kind, true, STEADY);
        ChatLedger second = node(kind, false, STEADY);
        await().until(() -> first.store().driven("leads", all).size() == all.size());
        second.store();
        await().until(() -> {
            Set<String> ones = first.store().driven("leads", all);
            Set<String> others = second.store().driven("leads", all);
            return ones.size() == 10 && others.size() == 10 && new HashSet<>(ones).addAll(others);
        });
        await().until(() -> first.store().nodes().size() == 2
                && new HashSet<>(first.store().drivers().values()).size() == 2);
        second.close();
        await().until(() -> first.store().driven("leads", all).size() == all.size());
    }

    @ParameterizedTest
    @EnumSource
    void theLinesOfAllRoutesOfANodeAreSharedTogether(Ledgers.Kind kind) throws Exception {
        ChatLedger first = node(kind, true, STEADY);
        ChatLedger second = node(kind, false, STEADY);
        // By route, the first node would have the odd line of each.
        await().until(() -> {
            int ofFirst = ofTwoRoutes(first);
            return ofTwoRoutes(second) == 1 && ofFirst == 1;
        });
        first.store().driven("welcome", Set.of());
        first.store().driven("spring", Set.of());
        await().until(() -> ofTwoRoutes(second) == 2);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatTakesNoLeadsGivesALineBackToOneThatDoes(Ledgers.Kind kind) throws Exception {
        LineDrive answering = node(kind, true, "400ms").drive(LINE, QUICK);
        ChatLedger taking = node(kind, false, "400ms");
        begin(answering).ended();
        await().until(() -> taking.store().driven("leads", Set.of(LINE)).contains(LINE));
        assertThat(answering.mayLeave()).isFalse();
    }

    private static int ofTwoRoutes(ChatLedger node) {
        return node.store().driven("welcome", Set.of("wa:1")).size()
                + node.store().driven("spring", Set.of("wa:2")).size();
    }

    @ParameterizedTest
    @EnumSource
    void noNodeIsIdleWhileAnotherHasTwoLines(Ledgers.Kind kind) throws Exception {
        Set<String> all = Set.of("wa:1", "wa:2", "wa:3", "wa:4", "wa:5", "wa:6");
        List<ChatLedger> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(node(kind, i == 0, STEADY));
        }
        await().until(() -> nodes.stream()
                .map(each -> each.store().driven("leads", all).size())
                .sorted()
                .toList()
                .equals(List.of(1, 1, 2, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void aNodeWithItsShareBorrowsALineForWhatWaitsAndTakesNoNewLeads(Ledgers.Kind kind) throws Exception {
        Set<String> all = Set.of("wa:one", "wa:two");
        ChatLedger first = node(kind, true, STEADY);
        ChatLedger second = node(kind, false, STEADY);
        await().until(() -> {
            int ofFirst = first.store().driven("leads", all).size();
            return second.store().driven("leads", all).size() == 1 && ofFirst == 1;
        });
        Set<String> ofSecond = second.store().driven("leads", all);
        LineDrive borrowed = first.drive(ofSecond.iterator().next(), QUICK);
        LineDrive.Sending sending = begin(borrowed);
        assertThat(first.store().driven("leads", all)).doesNotContainAnyElementsOf(ofSecond);
        assertThat(second.store().driven("leads", all)).isEmpty();
        sending.ended();
        await().until(() -> second.store().driven("leads", all).equals(ofSecond));
        assertThat(borrowed.mayLeave()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsGoneBeforeItCouldSendDelaysTheNextNodeNoMore(Ledgers.Kind kind) throws Exception {
        Database database = ledgers.fresh(kind).store().database();
        LineTable table = new LineTable(database);
        Duration lease = Duration.ofMillis(100);
        Duration hold = Duration.ofMinutes(1);
        take(database, table, "first", lease, hold);
        Duration second = take(database, table, "second", lease, hold);
        Duration third = take(database, table, "third", lease, hold);
        assertThat(second).isPositive().isLessThanOrEqualTo(hold);
        assertThat(third).isPositive().isLessThanOrEqualTo(second.minus(lease));
    }

    /** Takes the line as soon as the lease of the node before has ended. */
    private static Duration take(Database database, LineTable table, String node, Duration lease, Duration hold) {
        return await().until(
                        () -> database.write(connection -> table.take(connection, LINE, node, lease, hold)),
                        Optional::isPresent)
                .orElseThrow();
    }
}
