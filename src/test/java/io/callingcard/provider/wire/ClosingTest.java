// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every waiting call ends when the connections are closed. */
class ClosingTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Wires wires = new Wires();
    private final RawServer silent = RawServer.playing(connection -> {
        connection.readRequest();
        connection.drain();
    });

    @AfterEach
    void close() {
        silent.close();
        wires.close();
    }

    @Test
    void aCallWithoutItsAnswerIsInDoubt() {
        Future<WireResponse> call = Wires.send(wires.to(silent.url(), LONG), Wires.SEND);
        await().until(() -> silent.requests().size() == 1);

        wires.pools.close();

        assertThat(((WireFailure) Wires.failureOf(call)).written()).isTrue();
    }

    @Test
    void aCallThatWaitsForAConnectionIsNotSent() {
        Wire wire = wires.to(silent.url(), LONG, Wires.transport(1));
        Wires.send(wire, Wires.READ);
        await().until(() -> silent.requests().size() == 1);
        Future<WireResponse> waiting = Wires.send(wire, Wires.SEND);

        wires.pools.close();

        assertThat(((WireFailure) Wires.failureOf(waiting)).written()).isFalse();
        assertThat(silent.requests()).hasSize(1);
    }

    @Test
    void aCallThatWaitsForItsNextAttemptFailsWithTheLastFailure() {
        ProviderException busy = new UnavailableException(
                Failure.local("test", "send-text", Outcome.NOT_SENT, "all lines are busy", true), null);
        ProviderClient.RetryPolicy patient = new ProviderClient.RetryPolicy(5, LONG, LONG, LONG, false);
        AtomicInteger refusals = new AtomicInteger();
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            ProviderClient client = new ProviderClient(
                    "test",
                    wires.to(server.url()),
                    (request, header) -> {},
                    (request, answer) -> {
                        refusals.incrementAndGet();
                        return Optional.of(busy);
                    },
                    patient);
            Future<WireResponse> call = client.call(Wires.SEND);
            await().until(() -> refusals.get() == 1);

            wires.pools.close();

            assertThat(Wires.failureOf(call)).isSameAs(busy);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aCallAfterClosingIsNotSent() {
        Wire wire = wires.to(silent.url(), LONG);
        wires.pools.close();

        assertThat(Wires.failure(wire, Wires.SEND).written()).isFalse();
        assertThat(silent.connections()).isEmpty();
    }

    @Test
    void aCallAfterTheEventLoopsAreClosedIsNotSent() {
        Wire wire = wires.to(silent.url(), LONG);
        Wires.await(wires.vertx.close());

        assertThat(Wires.failure(wire, Wires.SEND).written()).isFalse();
    }
}
