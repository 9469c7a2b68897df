// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Polled and streamed events: an outage of the receiver loses nothing and repeats nothing. */
class ChertRecoveryTest {

    private static final String PERSON = "+14155550177";

    private final TwinServer twin = TwinServer.start();
    private Ledgers ledgers;
    private ChatLedger ledger;
    private EventHost host;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        twin.chert().pace(Duration.ofMillis(10));
        open();
    }

    private void open() {
        host = new EventHost();
        host.camel.getRegistry().bind("ledger", ledger);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        ledgers.close();
        twin.close();
    }

    private String uri(String mode) {
        return "chert:events?mode=" + mode
                + "&pollDelay=20&initialBackoff=1&cursors=#ledger&tenant=twin&secret=twin&baseUrl="
                + twin.root("chert");
    }

    private List<String> texts() {
        return host.routed.stream()
                .map(each -> each.getMessage().getBody(String.class))
                .toList();
    }

    private void receive(int from, int to) {
        IntStream.range(from, to).forEach(i -> twin.chert().receive(PERSON, "m" + i));
    }

    private static List<String> expected(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLL", "STREAM"})
    void routesEachEventOnceAndInOrder(String mode) {
        host.receive(uri(mode));
        receive(0, 20);
        await().until(() -> host.routed.size() >= 20);
        receive(20, 40);
        await().until(() -> host.routed.size() >= 40);
        assertThat(texts()).isEqualTo(expected(0, 40));
        assertThat(host.routed.get(0).getMessage().getHeader("CamelCardRecipient"))
                .isEqualTo(PERSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLL", "STREAM"})
    void losesNoEventInAnOutage(String mode) {
        host.receive(uri(mode));
        receive(0, 3);
        await().until(() -> host.routed.size() == 3);
        host.close();
        receive(3, 503);
        open();
        host.receive(uri(mode));
        await().until(() -> texts().containsAll(expected(3, 503)));
        // Events from just before the stop may be repeated: the list of routed ones was in memory only.
        assertThat(texts().stream().filter(expected(3, 503)::contains)).hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLL", "STREAM"})
    void aFirstStartSkipsOlderEvents(String mode) {
        twin.clockOffset(Duration.ofMinutes(-10));
        receive(0, 3);
        twin.clockOffset(Duration.ZERO);
        host.receive(uri(mode));
        receive(3, 4);
        await().until(() -> host.routed.size() == 1);
        assertThat(texts()).containsExactly("m3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLL", "STREAM"})
    void retriesAnEventAfterTheRouteFails(String mode) {
        AtomicInteger runs = new AtomicInteger();
        host.receive(uri(mode), exchange -> {
            if (runs.incrementAndGet() == 2) {
                throw new IllegalStateException("not now");
            }
        });
        receive(0, 4);
        await().until(() -> host.routed.size() == 4);
        assertThat(texts()).isEqualTo(expected(0, 4));
        assertThat(runs).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLL", "STREAM"})
    void retriesWhenTheProviderIsDown(String mode) {
        twin.inject(Fault.error(3002).on("GET", "/events").times(4));
        twin.inject(
                Fault.of(Fault.Kind.RESET_BEFORE_READING).on("GET", "/events").times(2));
        host.receive(uri(mode));
        receive(0, 3);
        await().atMost(Duration.ofSeconds(30)).until(() -> host.routed.size() == 3);
        assertThat(texts()).isEqualTo(expected(0, 3));
    }

    @Test
    void fetchesOnlyFailedEventsWithStatusFailed() {
        twin.chert().webhook("http://127.0.0.1:1/nobody", "s");
        receive(0, 2);
        await().until(() -> twin.requests().size() >= 0);
        host.receive(uri("POLL") + "&eventStatus=failed");
        receive(2, 4);
        await().until(() -> texts().containsAll(expected(2, 4)));
    }

    @Test
    void fetchingNeedsTheAccount() {
        assertThatThrownBy(() -> host.receive("chert:events?mode=POLL&tenant=twin"))
                .hasStackTraceContaining("secret");
    }

    @Test
    void makesNoCallAfterStop() throws Exception {
        host.receive(uri("POLL"));
        receive(0, 1);
        await().until(() -> host.routed.size() == 1);
        host.camel.getRouteController().stopRoute(host.camel.getRoutes().get(0).getId());
        int asked = twin.requests().size();
        receive(1, 2);
        await().during(Duration.ofMillis(200)).until(() -> twin.requests().size() <= asked + 1);
        assertThat(host.routed).hasSize(1);
    }
}
