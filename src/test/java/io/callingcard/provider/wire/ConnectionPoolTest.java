// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConnectionPoolTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Wires wires = new Wires();

    @AfterEach
    void close() {
        wires.close();
    }

    @Test
    void sequentialCallsShareOneConnection() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            Wire wire = wires.to(server.url());

            for (int i = 0; i < 20; i++) {
                Wires.answer(wire, Wires.SEND);
            }

            assertThat(server.connections()).hasSize(1);
            assertThat(server.requests()).hasSize(20);
        }
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        try (RawServer server = RawServer.playing(connection -> {
            while (true) {
                connection.readRequest();
                assertThat(go.await(5, TimeUnit.SECONDS)).isTrue();
                connection.answer(Answer.ok("{}"));
            }
        })) {
            Wire wire = wires.to(server.url(), Duration.ofSeconds(5), Wires.transport(3));
            var calls = IntStream.range(0, 12)
                    .mapToObj(i -> Wires.send(wire, Wires.SEND))
                    .toList();
            await().until(() -> server.requests().size() == 3);
            go.countDown();

            Wires.await(Future.all(calls));

            assertThat(server.connections()).hasSize(3);
        }
    }

    @Test
    void aCallThatTimesOutWaitingForAConnectionIsNeverSent() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            assertThat(go.await(5, TimeUnit.SECONDS)).isTrue();
            connection.answer(Answer.ok("{}"));
            RawServer.each(request -> Answer.ok("{}")).play(connection);
        })) {
            Wire patient = wires.to(server.url(), Duration.ofSeconds(5), Wires.transport(1));
            Wire hasty = wires.to(server.url(), LIMIT, Wires.transport(1));
            Future<WireResponse> first = Wires.send(patient, Wires.READ);
            await().until(() -> server.requests().size() == 1);

            WireFailure failure = Wires.failure(hasty, Wires.SEND);
            go.countDown();
            Wires.await(first);
            Wires.answer(patient, Wires.READ);

            assertThat(failure.written()).isFalse();
            assertThat(failure).hasMessageStartingWith("no answer within");
            assertThat(server.requests()).extracting(RawServer.Request::method).containsExactly("GET", "GET");
        }
    }

    @Test
    void aConnectionThatTheServerClosedBetweenTwoCallsIsReplaced() {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.answer(Answer.ok("{}"));
        })) {
            Wire wire = wires.to(server.url());
            for (int i = 1; i <= 5; i++) {
                int calls = i;
                // A close that crosses with the next request is in doubt; a close that has arrived is not.
                await().untilAsserted(() ->
                        assertThat(Wires.answer(wire, Wires.SEND).status()).isEqualTo(200));
                assertThat(server.connections()).hasSizeGreaterThanOrEqualTo(calls);
            }
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsTime() {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.answer(Answer.ok("{}"));
            connection.drain();
            closed.countDown();
        })) {
            ConnectionPools.Transport brief =
                    new ConnectionPools.Transport(Duration.ofSeconds(2), Duration.ofMillis(100), 1, null, null);
            Wires.answer(wires.to(server.url(), LIMIT, brief), Wires.SEND);

            await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
        }
    }

    @Test
    void aSilentServerCostsNoConnectionOfThePool() {
        try (RawServer server =
                RawServer.playing(RawServer.Connection::drain, RawServer.each(request -> Answer.ok("{}")))) {
            Wire wire = wires.to(server.url(), LIMIT, Wires.transport(1));

            assertThat(Wires.failure(wire, Wires.SEND).written()).isTrue();
            assertThat(Wires.answer(wire, Wires.SEND).status()).isEqualTo(200);
        }
    }

    @Test
    void onlyEqualSettingsShareAPool() {
        ConnectionPools.Transport one = Wires.transport(4);

        assertThat(wires.pools.connections(Wires.transport(4))).isSameAs(wires.pools.connections(one));
        assertThat(wires.pools.connections(Wires.transport(5))).isNotSameAs(wires.pools.connections(one));
    }
}
