// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sixty-four threads post the same people, each as its own lead, to two processes whose clocks differ by two minutes.
 * Only the claims of the steps prevent sixty-four welcomes. {@code mvn -Pkill verify} does this with a thousand people.
 */
@Tag("full")
class RaceIT {

    private static final int THREADS = 64;
    /** A retry may wait until the clock of the other node says so, which is two minutes here. */
    private static final List<Duration> CLOCKS = List.of(Duration.ofMinutes(-1), Duration.ofMinutes(1));

    private static final int PEOPLE = Integer.getInteger("race.people", 30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void eachPhoneShowsEachStepOnce(Ledgers.Kind kind) throws Exception {
        try (FlowProcesses nodes = new FlowProcesses(folder, kind, CLOCKS, Decision.SKIP)) {
            race(nodes);
        }
    }

    /** Each transaction may have another session of the database. */
    @Test
    @EnabledIf("io.callingcard.ledger.PgBouncer#isInstalled")
    void eachPhoneShowsEachStepOnceThroughPgBouncer() throws Exception {
        try (FlowProcesses nodes = FlowProcesses.throughPgBouncer(folder, CLOCKS, Decision.SKIP)) {
            race(nodes);
        }
    }

    private static void race(FlowProcesses nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(threads.submit(() -> {
                List<Lead> leads = IntStream.range(0, PEOPLE)
                        .mapToObj(person -> lead(person, thread))
                        .toList();
                nodes.post(thread % 2, leads);
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        ChatLedger ledger = nodes.ledger();
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> CampaignStore.of(ledger).leads.standing("welcome").done() == (long) PEOPLE * THREADS);
        ledger.close();
        for (int person = 0; person < PEOPLE; person++) {
            Lead lead = lead(person, 0);
            assertThat(nodes.shown(lead, "text")).as("texts").isEqualTo(1);
            assertThat(nodes.shown(lead, "card")).as("cards").isEqualTo(1);
        }
    }

    private static Lead lead(int person, int thread) {
        Lead lead = FlowProcesses.lead(person);
        return new Lead(
                "thread-" + thread + "-" + person,
                lead.name(),
                lead.phone(),
                lead.channel(),
                lead.campaign(),
                null,
                null,
                null,
                null);
    }
}
