// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Script;

import static io.callingcard.provider.error.Outcome.IN_DOUBT;
import static io.callingcard.provider.error.Outcome.NOT_SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The moment at which a connection breaks decides whether a message may have been sent. */
class BrokenConnectionTest {

    private static final ProviderClient.RetryPolicy NEVER =
            new ProviderClient.RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
    private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";

    private final Wires wires = new Wires();

    @AfterEach
    void close() {
        wires.close();
    }

    /** Scripts without a complete answer after the request may have been sent. */
    static Stream<Arguments> breaks() {
        return Stream.of(
                arguments("reset while the request is written", script(c -> {
                    c.read(10);
                    c.reset();
                })),
                arguments("reset after the request was read", script(c -> {
                    c.readRequest();
                    c.reset();
                })),
                arguments("closed after the request was read", script(c -> {
                    c.readRequest();
                    c.close();
                })),
                arguments("reset inside the head of the answer", script(c -> {
                    c.readRequest();
                    c.write("HTTP/1.1 200 O");
                    c.reset();
                })),
                arguments("reset inside the body of the answer", script(c -> {
                    c.readRequest();
                    c.write(HEAD + "half");
                    c.reset();
                })),
                arguments("closed inside the body of the answer", script(c -> {
                    c.readRequest();
                    c.write(HEAD + "half");
                    c.close();
                })),
                arguments("closed inside a chunk", script(c -> {
                    c.readRequest();
                    c.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhal");
                    c.close();
                })),
                arguments("an answer that is not HTTP", script(c -> {
                    c.readRequest();
                    c.write("SSH-2.0-OpenSSH\r\n\r\n");
                    c.drain();
                })),
                arguments("no answer at all", script(RawServer.Connection::drain)),
                arguments("a head and then nothing", script(c -> {
                    c.readRequest();
                    c.write(HEAD);
                    c.drain();
                })),
                arguments("a body that trickles for longer than the limit", script(c -> {
                    c.readRequest();
                    c.write(HEAD);
                    c.trickle("x".repeat(100), Duration.ofMillis(50));
                })));
    }

    private static Script script(Script script) {
        return script;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aMessageIsInDoubtAndAReadIsNotSent(String name, Script script) {
        try (RawServer server = RawServer.playing(script)) {
            assertThat(outcome(server.url(), Wires.SEND)).isEqualTo(IN_DOUBT);
            assertThat(outcome(server.url(), Wires.READ)).isEqualTo(NOT_SENT);
        }
    }

    /** The process may stand still after it got its permission, or wait long for a connection. */
    @Test
    void nothingIsSentWithAPermissionThatHasExpired(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("card.vcf"), "BEGIN:VCARD");
        WireRequest upload = WireRequest.of(
                "upload",
                Effect.LASTING,
                HttpMethod.POST,
                "/files",
                new WireBody.Stream(file, Files.size(file), "text/vcard"));
        try (RawServer server = RawServer.answering(request -> RawServer.Answer.ok("{}"))) {
            Wire wire = wires.to(server.url());
            for (WireRequest request : List.of(Wires.SEND, upload)) {
                Throwable failure = Wires.failureOf(wire.send(request, new WireHeaders(), () -> false));
                assertThat(failure).hasMessageContaining("permission");
                assertThat(((WireFailure) failure).written()).isFalse();
            }
            Wires.answer(wire, Wires.READ);

            assertThat(server.requests()).hasSize(1);
        }
    }

    /** The client may notice the close before or after it writes. It must never take it for an answer. */
    @Test
    void aConnectionClosedOnAcceptEndsTheCall() {
        try (RawServer server = RawServer.playing(RawServer.Connection::close, RawServer.Connection::reset)) {
            for (int i = 0; i < 20; i++) {
                assertThat(outcome(server.url(), Wires.SEND)).isIn(NOT_SENT, IN_DOUBT);
            }
        }
    }

    @Test
    void sendsNothingToAClosedPort() {
        assertThat(outcome(RawServer.nowhere(), Wires.SEND)).isEqualTo(NOT_SENT);
    }

    @Test
    void sendsNothingToAnUnknownHost() {
        assertThat(outcome("http://no-such-host.invalid", Wires.SEND)).isEqualTo(NOT_SENT);
    }

    @Test
    void sendsNothingToAServerWithoutTls() {
        try (RawServer server = RawServer.playing(c -> {
            c.write("220 mail.example.com ESMTP\r\n");
            c.drain();
        })) {
            assertThat(outcome(server.url().replace("http:", "https:"), Wires.SEND))
                    .isEqualTo(NOT_SENT);
        }
    }

    @Test
    void sendsNothingWhenTheConnectionClosesDuringTheTlsHandshake() {
        try (RawServer server = RawServer.playing(c -> {
            c.read(20);
            c.reset();
        })) {
            assertThat(outcome(server.url().replace("http:", "https:"), Wires.SEND))
                    .isEqualTo(NOT_SENT);
        }
    }

    @Test
    void aFailureNamesNoTargetAndNoBody() {
        try (RawServer server = RawServer.playing(c -> {
            c.readRequest();
            c.reset();
        })) {
            ProviderException failure = failure(server.url(), Wires.SEND);

            assertThat(failure.toString()).doesNotContain("/messages", "hello");
            assertThat(failure.getHttpStatus()).isZero();
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    private Outcome outcome(String url, WireRequest request) {
        return failure(url, request).getOutcome();
    }

    private ProviderException failure(String url, WireRequest request) {
        ProviderClient client = new ProviderClient(
                "test",
                wires.to(url, Duration.ofMillis(400)),
                (toSign, header) -> {},
                (asked, answer) -> Optional.empty(),
                NEVER);
        return (ProviderException) Wires.failureOf(client.call(request));
    }
}
