// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;
import io.callingcard.provider.fixture.RawServer.Script;

import static org.assertj.core.api.Assertions.assertThat;

/** Retries: which calls, with which bytes and signatures, and with which outcome. */
class RepeatedCallTest {

    private static final WireRequest KEYED = Wires.SEND.withIdempotencyKey("key-1", "content");
    private static final Script OK = RawServer.each(request -> Answer.ok("{\"id\":7}"));
    private static final Script BUSY = RawServer.each(request -> new Answer(503, "{}"));
    private static final Script LOST = connection -> {
        connection.readRequest();
        connection.reset();
    };

    private final Wires wires = new Wires();
    private final CountingSigner signer = new CountingSigner();

    @AfterEach
    void close() {
        wires.close();
    }

    /** Numbers each signature; learns from a 401 if it may. */
    private static final class CountingSigner implements ProviderClient.Signer {

        private final List<String> signatures = new CopyOnWriteArrayList<>();
        private boolean learns;

        @Override
        public void sign(WireRequest request, BiConsumer<CharSequence, String> header) {
            String signature = "signature-" + signatures.size();
            signatures.add(signature);
            header.accept("x-signature", signature);
        }

        @Override
        public boolean learn(WireResponse refused) {
            return learns && refused.status() == 401;
        }
    }

    /** Reads failures from the status: after 503 nothing was sent, after 500 the message may have been sent. */
    private static Optional<ProviderException> read(WireRequest request, WireResponse answer) {
        if (answer.isSuccess()) {
            return Optional.empty();
        }
        boolean doubtful = answer.status() == 500 && request.effect() == Effect.LASTING;
        Duration retryAfter =
                RetryAfter.parse(answer.header("retry-after"), Instant.now()).orElse(null);
        Failure failure = new Failure(
                "test",
                request.operation(),
                doubtful ? Outcome.IN_DOUBT : Outcome.NOT_SENT,
                "refused",
                answer.status(),
                null,
                answer.status() >= 429,
                retryAfter,
                null,
                request.idempotencyKey(),
                null,
                null);
        ErrorKind kind = doubtful ? ErrorKind.IN_DOUBT : ErrorKind.ofStatus(answer.status());
        return Optional.of(ErrorAnswer.thrown(kind).apply(failure, null));
    }

    private static ProviderClient.RetryPolicy twice(boolean evenInDoubt) {
        return new ProviderClient.RetryPolicy(
                2, Duration.ofMillis(2), Duration.ofMillis(4), Duration.ofSeconds(1), evenInDoubt);
    }

    private ProviderClient client(RawServer server) {
        return client(server, signer, RepeatedCallTest::read, twice(false));
    }

    private ProviderClient client(
            RawServer server,
            ProviderClient.Signer signs,
            ProviderClient.AnswerReader reads,
            ProviderClient.RetryPolicy retries) {
        return new ProviderClient("test", wires.to(server.url()), signs, reads, retries);
    }

    private static ProviderException failure(ProviderClient client, WireRequest request) {
        Throwable failure = Wires.failureOf(client.call(request));
        assertThat(failure).isInstanceOf(ProviderException.class);
        return (ProviderException) failure;
    }

    @Test
    void retriesAnUnsentCallUntilItSucceeds() {
        try (RawServer server = answers(503, 429, 200)) {
            assertThat(Wires.await(client(server).call(Wires.SEND)).status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void failsAfterTheLastRetry() {
        try (RawServer server = RawServer.playing(BUSY)) {
            assertThat(failure(client(server), Wires.SEND)).isInstanceOf(UnavailableException.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void neverRetriesALostAnswerWithoutAKey() {
        try (RawServer server = RawServer.playing(LOST, OK)) {
            ProviderException failure = failure(client(server), Wires.SEND);

            assertThat(failure).isInstanceOf(InDoubtException.class);
            assertThat(failure.isSafeToRepeat()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void retriesALostAnswerWithAKeyWithTheSameBytesAndANewSignature() {
        try (RawServer server = RawServer.playing(LOST, LOST, OK)) {
            Wires.await(client(server).call(KEYED));

            List<Request> requests = server.requests();
            assertThat(requests).extracting(Request::text).hasSize(3).containsOnly("{\"text\":\"hello\"}");
            assertThat(requests)
                    .extracting(request -> request.headers().get("x-signature"))
                    .containsExactly("signature-0", "signature-1", "signature-2");
        }
    }

    @Test
    void aLostAnswerWithAKeyStaysInDoubtAndNamesTheKey() {
        try (RawServer server = RawServer.playing(LOST)) {
            ProviderException failure = failure(client(server), KEYED);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(failure.getIdempotencyKey()).isEqualTo("key-1");
            assertThat(failure.isSafeToRepeat()).isTrue();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void retriesInDoubtWhenRetryNonIdempotentIsSet() {
        try (RawServer server = RawServer.playing(LOST, OK)) {
            ProviderClient bold = client(server, signer, RepeatedCallTest::read, twice(true));

            assertThat(Wires.await(bold.call(Wires.SEND)).status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void retriesALostAnswerToARead() {
        try (RawServer server = RawServer.playing(LOST, OK)) {
            assertThat(Wires.await(client(server).call(Wires.READ)).status()).isEqualTo(200);
        }
    }

    @Test
    void laterAttemptsThatSentNothingDoNotRemoveADoubt() {
        try (RawServer server = RawServer.playing(LOST, BUSY)) {
            ProviderException failure = failure(client(server), KEYED);

            assertThat(failure).isInstanceOf(InDoubtException.class).hasCauseInstanceOf(InDoubtException.class);
            assertThat(failure.getHttpStatus()).isEqualTo(503);
            assertThat(failure.getIdempotencyKey()).isEqualTo("key-1");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aLaterSuccessEndsADoubt() {
        try (RawServer server = answers(500, 503, 200)) {
            assertThat(Wires.await(client(server).call(KEYED)).status()).isEqualTo(200);
        }
    }

    @Test
    void obeysAShortWaitOfTheProvider() {
        try (RawServer server = RawServer.playing(
                connection -> {
                    connection.readRequest();
                    connection.answer(new Answer(429, "{}", "retry-after: 1"));
                },
                OK)) {
            long start = System.nanoTime();

            Wires.await(client(server).call(Wires.SEND));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void failsAtOnceWhenTheWaitExceedsTheLimit() {
        try (RawServer server = RawServer.answering(request -> new Answer(429, "{}", "retry-after: 3600"))) {
            ProviderException failure = failure(client(server), Wires.SEND);

            assertThat(failure).isInstanceOf(RateLimitedException.class);
            assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofHours(1));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void signsAgainOnceWhenTheSignerLearnsFromTheRefusal() {
        signer.learns = true;
        try (RawServer server = answers(401, 200)) {
            assertThat(Wires.await(client(server).call(Wires.SEND)).status()).isEqualTo(200);
            assertThat(signer.signatures).hasSize(2);
        }
        try (RawServer server = answers(401, 401, 200)) {
            assertThat(failure(client(server), Wires.SEND)).isInstanceOf(AuthenticationException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void failsWhenTheSignerLearnsNothingFromTheRefusal() {
        try (RawServer server = answers(401, 200)) {
            assertThat(failure(client(server), Wires.SEND)).isInstanceOf(AuthenticationException.class);
            ProviderClient.Signer plain = (request, header) -> {};
            assertThat(plain.learn(null)).isFalse();
        }
    }

    @Test
    void doesNotSignARequestWithItsOwnAuthorization() {
        signer.learns = true;
        try (RawServer server = answers(401)) {
            WireRequest own = Wires.SEND.withOwnAuthorization(Map.of("x-slot", "ticket"));

            failure(client(server), own);

            assertThat(signer.signatures).isEmpty();
            assertThat(server.requests().get(0).headers())
                    .containsEntry("x-slot", "ticket")
                    .doesNotContainKey("x-signature");
        }
    }

    @Test
    void sendsNothingWhenTheSignerFails() {
        try (RawServer server = RawServer.playing(OK)) {
            ProviderClient.Signer broken = (request, header) -> {
                throw new IllegalStateException("the vault is locked");
            };

            ProviderException failure = failure(client(server, broken, RepeatedCallTest::read, twice(false)), KEYED);

            assertThat(failure).isInstanceOf(AuthenticationException.class).hasMessageNotContaining("vault");
            assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(server.connections()).isEmpty();
        }
    }

    @Test
    void aSignerThatFailsOnARetryKeepsTheDoubtAndTheKey() {
        try (RawServer server = RawServer.playing(LOST)) {
            List<String> signed = new ArrayList<>();
            ProviderClient.Signer once = (request, header) -> {
                if (!signed.isEmpty()) {
                    throw new IllegalStateException();
                }
                signed.add("once");
            };

            ProviderException failure = failure(client(server, once, RepeatedCallTest::read, twice(false)), KEYED);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(failure.isSafeToRepeat()).isTrue();
        }
    }

    @Test
    void anInvalidHeaderIsAnInvalidRequest() {
        try (RawServer server = RawServer.playing(OK)) {
            WireRequest torn = WireRequest.of(
                    "send-text",
                    Effect.LASTING,
                    Wires.SEND.method(),
                    "/",
                    new WireBody.Bytes(new byte[1], "text/plain\r\nx: y"));

            ProviderException failure = failure(client(server), torn);

            assertThat(failure).isInstanceOf(InvalidRequestException.class);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(server.connections()).isEmpty();
        }
    }

    @Test
    void anAnswerThatBreaksTheReaderIsInDoubtAndNotQuoted() {
        ProviderClient.AnswerReader chokes = (request, answer) -> {
            throw new IllegalStateException("cannot read 'a secret'");
        };
        try (RawServer server = RawServer.playing(OK)) {
            ProviderException failure = failure(client(server, signer, chokes, twice(false)), KEYED);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(failure).hasStackTraceContaining("RepeatedCallTest");
            assertThat(failure.getCause()).hasMessageNotContaining("secret");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aSuccessOfUnknownShapeIsInDoubtForAMessageAndNotQuoted() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{\"id\":\"a secret\"}"))) {
            ProviderException failure = (ProviderException) Wires.failureOf(
                    client(server).json(KEYED, answer -> Json.convert(answer.get("id"), Integer.class)));

            assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.getCause().toString()).doesNotContain("secret");
        }
    }

    @Test
    void aSuccessOfUnknownShapeIsUnavailableForARead() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("[]"))) {
            ProviderException failure = (ProviderException) Wires.failureOf(
                    client(server).json(Wires.READ, answer -> answer.get("id").asInt()));

            assertThat(failure).isInstanceOf(UnavailableException.class);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @Test
    void readsAnEmptyAnswerAsAnEmptyObject() {
        try (RawServer server = RawServer.playing(OK)) {
            assertThat(Wires.<Integer>await(client(server)
                            .json(Wires.READ, answer -> answer.get("id").asInt())))
                    .isEqualTo(7);
        }
        try (RawServer server = RawServer.answering(request -> Answer.ok(""))) {
            assertThat(Wires.<Boolean>await(client(server).json(Wires.READ, answer -> answer.isEmpty())))
                    .isTrue();
        }
    }

    @Test
    void runsBlockingWorkOffTheEventLoop() {
        try (RawServer server = RawServer.playing(OK)) {
            String thread = Wires.await(
                    client(server).blocking(() -> Thread.currentThread().getName()));

            assertThat(thread).contains("worker").doesNotContain("eventloop");
        }
    }

    /** Answers with the given statuses, one after the other. */
    private static RawServer answers(int... statuses) {
        List<Integer> left =
                new CopyOnWriteArrayList<>(Arrays.stream(statuses).boxed().toList());
        return RawServer.playing(IntStream.range(0, statuses.length)
                .mapToObj(i -> RawServer.each(request -> new Answer(left.remove(0), "{}")))
                .toArray(Script[]::new));
    }
}
