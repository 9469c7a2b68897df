package io.callingcard.provider.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Attempts of one call: signed anew, the same bytes, and never a wrong word on what they did. */
class ProviderClientTest {

    private static final WireRequest CARD = WireRequest.lasting(
            "send-contact", HttpMethod.POST, "/x", WireBody.json("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
    private static final WireRequest TEXT = CARD.withIdempotencyKey("key-1");

    private final Vertx vertx = Vertx.vertx();
    private final ConnectionPools pools = new ConnectionPools(new DefaultCamelContext(), vertx);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Queue<String> script = new ArrayDeque<>();
    private final AtomicInteger signatures = new AtomicInteger();
    private boolean learns;

    /** Answers by the script; "reset" hangs up after reading. */
    private final RawServer server = new RawServer(socket -> {
        for (String request = RawServer.request(socket); request != null; request = RawServer.request(socket)) {
            received.add(request);
            String next = script.remove();
            if (next.equals("reset")) {
                RawServer.reset(socket);
                return;
            }
            RawServer.answer(socket, next);
        }
    });

    @AfterEach
    void close() throws Exception {
        pools.close();
        vertx.close();
        server.close();
    }

    @Test
    void repeatsWithTheSameBytesAndANewSignature() throws Exception {
        script.addAll(List.of(RawServer.json(429, "{}"), "reset", RawServer.json(200, "{\"ok\":true}")));

        JsonNode answer = get(TEXT);

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(received).hasSize(3).allMatch(request -> request.endsWith("{\"a\":1}"));
        assertThat(received.get(0)).contains("x-signature: 1");
        assertThat(received.get(2)).contains("x-signature: 3");
    }

    @Test
    void doesNotRepeatWhatIsInDoubtWithoutAKey() {
        script.addAll(List.of("reset", RawServer.json(200, "{}")));

        ProviderException failure = failure(CARD);

        assertThat(failure).isInstanceOf(InDoubtException.class);
        assertThat(failure.isSafeToRepeat()).isFalse();
        assertThat(received).hasSize(1);
    }

    @Test
    void aRefusalAfterADoubtLeavesTheDoubt() {
        script.addAll(List.of("reset", RawServer.json(400, "{}")));

        ProviderException failure = failure(TEXT);

        assertThat(failure).isInstanceOf(InDoubtException.class);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure.getHttpStatus()).isEqualTo(400);
        assertThat(failure.getIdempotencyKey()).isEqualTo("key-1");
        assertThat(failure.isSafeToRepeat()).isTrue();
    }

    @Test
    void signsOnceMoreWhereTheSignerHasLearnt() throws Exception {
        learns = true;
        script.addAll(List.of(RawServer.json(401, "{}"), RawServer.json(200, "{}")));
        get(CARD);
        assertThat(received).hasSize(2);

        script.addAll(List.of(RawServer.json(401, "{}"), RawServer.json(401, "{}"), RawServer.json(200, "{}")));
        assertThat(failure(CARD).getHttpStatus()).isEqualTo(401);
        assertThat(script).hasSize(1);
    }

    @Test
    void aSignerThatFailsEndsTheCallWithoutSending() {
        ProviderClient client = client(
                (request, header) -> {
                    throw new IllegalStateException("no key");
                },
                (request, answer) -> Optional.empty());

        Throwable failure = catchThrowable(() ->
                client.call(CARD).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));

        assertThat(failure).cause().isInstanceOf(AuthenticationException.class);
        assertThat(((ProviderException) failure.getCause()).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(received).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadEndsTheCallInDoubt() {
        script.add(RawServer.json(200, "{}"));
        ProviderClient client = client(this::sign, (request, answer) -> {
            throw new IllegalStateException("bug");
        });
        assertThat(failureOf(client, CARD)).isInstanceOf(InDoubtException.class);

        script.add(RawServer.json(200, "{}"));
        Throwable failure = catchThrowable(() -> client(this::sign, (request, answer) -> Optional.empty())
                .json(CARD, answer -> {
                    throw new IllegalArgumentException("another shape");
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS));
        assertThat(failure).cause().isInstanceOf(InDoubtException.class);
    }

    private void sign(WireRequest request, BiConsumer<String, String> header) {
        header.accept("x-signature", Integer.toString(signatures.incrementAndGet()));
    }

    private JsonNode get(WireRequest request) throws Exception {
        return client().json(request, answer -> answer)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private ProviderException failure(WireRequest request) {
        return failureOf(client(), request);
    }

    private static ProviderException failureOf(ProviderClient client, WireRequest request) {
        Throwable failure = catchThrowable(() ->
                client.call(request).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        return (ProviderException) failure.getCause();
    }

    private ProviderClient client() {
        RequestSigner signer = new RequestSigner() {
            @Override
            public void sign(WireRequest request, BiConsumer<String, String> header) {
                ProviderClientTest.this.sign(request, header);
            }

            @Override
            public boolean learn(WireResponse refused) {
                return learns && refused.status() == 401;
            }
        };
        return client(
                signer,
                (request, answer) -> answer.isSuccess() ? Optional.empty() : Optional.of(refusal(request, answer)));
    }

    private static ProviderException refusal(WireRequest request, WireResponse answer) {
        boolean retryable = answer.status() == 429;
        Failure failure = new Failure(
                "test",
                request.operation(),
                Outcome.NOT_SENT,
                "refused",
                answer.status(),
                null,
                retryable,
                null,
                null,
                request.idempotencyKey(),
                null);
        return ErrorKind.ofStatus(answer.status()).exception(failure, null);
    }

    private ProviderClient client(RequestSigner signer, AnswerReader answers) {
        Transport transport = new Transport(Duration.ofSeconds(2), Duration.ofSeconds(30), 4, null, null);
        Wire wire = new Wire(pools.connections(transport), server.url(), Duration.ofSeconds(3), 100_000);
        RetryPolicy retries =
                new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1), false);
        return new ProviderClient("test", wire, signer, answers, retries);
    }
}
