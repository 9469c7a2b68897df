// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.chert.model.Chat;
import io.callingcard.chert.model.Message;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProviderProducerTest {

    private RawServer server;
    private ChertRoutes routes;

    private void open(RawServer with) {
        server = with;
        routes = new ChertRoutes(server.url());
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void aSuccessAddsItsHeadersAndKeepsTheOthers() {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        Exchange exchange = routes.send(ChertRoutes.TEXT, Map.of("orderId", 17), "Hello");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Message.class);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("orderId", 17)
                .containsEntry(CardConstants.MESSAGE_ID, "message-1")
                .containsEntry(CardConstants.CHAT_ID, "chat-1")
                .containsEntry(CardConstants.OUTCOME, Outcome.SENT);
        assertThat(exchange.getProperty(CardConstants.OUTCOME)).isEqualTo(Outcome.SENT);
    }

    @Test
    void aRouteThatNeverBlocksStaysOnTheEventLoop() {
        List<String> loops = threadsAfterTwoSteps("&continueOnEventLoop=true");

        assertThat(loops).hasSize(2).allMatch(name -> name.contains("eventloop"));
        assertThat(loops.get(1)).isEqualTo(loops.get(0));
    }

    @Test
    void aRouteLeavesTheEventLoopByDefault() {
        assertThat(threadsAfterTwoSteps("")).hasSize(2).noneMatch(name -> name.contains("eventloop"));
    }

    private List<String> threadsAfterTwoSteps(String options) {
        open(RawServer.playing(
                RawServer.each(request -> Answer.ok(ChertRoutes.SENT)),
                RawServer.each(request -> Answer.ok(ChertRoutes.SENT))));
        List<String> threads = new CopyOnWriteArrayList<>();
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to(ChertRoutes.TEXT + options)
                        .process(exchange -> threads.add(Thread.currentThread().getName()))
                        .setBody(constant("Hello again"))
                        .to(ChertRoutes.TEXT + options)
                        .process(exchange -> threads.add(Thread.currentThread().getName()));
            }
        });
        assertThat(routes.start("direct:two", Map.of(), "Hello").getException()).isNull();
        return threads;
    }

    /** A dynamic route uses an endpoint for the first time while the context stops: Camel does not start its producer. */
    @Test
    void aProducerThatIsNotStartedIsUnavailable() throws Exception {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));
        Endpoint endpoint = routes.camel.getEndpoint(ChertRoutes.TEXT);
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody("Hello");

        endpoint.createProducer().process(exchange);

        ProviderException failure = exchange.getException(ProviderException.class);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFailureSetsAllErrorHeaders() {
        open(RawServer.answering(request ->
                new Answer(429, "{\"error\":{\"code\":1007},\"trace_id\":\"trace-1\"}", "retry-after: 1800")));

        routes.send(ChertRoutes.TEXT, Map.of("orderId", 17), "Hello");

        Exchange caught = routes.caught.get(0);
        assertThat(ChertRoutes.failure(caught)).isInstanceOf(RateLimitedException.class);
        assertThat(caught.getMessage().getHeaders())
                .containsEntry("orderId", 17)
                .containsEntry(CardConstants.OUTCOME, Outcome.NOT_SENT)
                .containsEntry(CardConstants.ERROR_KIND, "RATE_LIMITED")
                .containsEntry(CardConstants.ERROR_CODE, "1007")
                .containsEntry(CardConstants.HTTP_STATUS, 429)
                .containsEntry(CardConstants.RETRYABLE, true)
                .containsEntry(CardConstants.RETRY_AFTER, 1_800_000L)
                .containsEntry(CardConstants.TRACE_ID, "trace-1")
                .containsEntry(Exchange.REDELIVERY_DELAY, 1_800_000L);
        assertThat(caught.getProperty(CardConstants.OUTCOME)).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void aFailureRemovesTheErrorHeadersOfAnEarlierOne() {
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.reset();
        }));
        Map<String, Object> earlier = Map.of(
                CardConstants.ERROR_CODE,
                "1007",
                CardConstants.HTTP_STATUS,
                429,
                CardConstants.RETRY_AFTER,
                1_800_000L);

        routes.send(ChertRoutes.READ_RECEIPT, earlier, null);

        assertThat(routes.caught.get(0).getMessage().getHeaders())
                .doesNotContainKeys(CardConstants.ERROR_CODE, CardConstants.HTTP_STATUS, CardConstants.RETRY_AFTER)
                .containsEntry(CardConstants.ERROR_KIND, ErrorKind.IN_DOUBT.name())
                .containsEntry(CardConstants.OUTCOME, Outcome.IN_DOUBT);
    }

    @Test
    void aReadKeepsTheOutcomeOfTheSendBeforeIt() {
        open(RawServer.answering(request -> request.target().endsWith("/messages")
                ? Answer.ok("{\"messages\":[]}")
                : new Answer(404, "{\"error\":{\"code\":2003}}")));
        Map<String, Object> before = Map.of(CardConstants.OUTCOME, Outcome.IN_DOUBT);

        Exchange read = routes.send(ChertRoutes.HISTORY, before, null);
        routes.send(
                "chert:get-message",
                Map.of(CardConstants.OUTCOME, Outcome.IN_DOUBT, CardConstants.MESSAGE_ID, "m"),
                null);

        assertThat(read.getMessage().getHeader(CardConstants.OUTCOME)).isEqualTo(Outcome.IN_DOUBT);
        assertThat(routes.caught.get(0).getMessage().getHeader(CardConstants.OUTCOME))
                .isEqualTo(Outcome.IN_DOUBT);
    }

    static Stream<Object> structured() {
        return Stream.of(Map.of("text", "Hello"), new Chat.Change("chat-1", "read", null), List.of());
    }

    @ParameterizedTest
    @MethodSource("structured")
    void aMapOrAnEarlierAnswerIsNeverSentAsText(Object body) {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        routes.send(ChertRoutes.TEXT, Map.of(), body);

        assertThat(ChertRoutes.failure(routes.caught.get(0)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("body");
        assertThat(routes.caught.get(0).getMessage().getHeader(CardConstants.OUTCOME))
                .isEqualTo(Outcome.NOT_SENT);
        assertThat(server.connections()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("structured")
    void aMapOrAnEarlierAnswerIsNeverSentAsAFile(Object body) {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        routes.send("chert:upload-attachment?fileName=a.json", Map.of(), body);

        assertThat(ChertRoutes.failure(routes.caught.get(0)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("body: must be a file");
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void setsTheExceptionBeforeTheOnlyCallback() throws Exception {
        open(RawServer.answering(request -> new Answer(400, "{\"error\":{\"code\":1001}}")));

        assertThat(called(ChertRoutes.TEXT, "Hello")).containsExactly("false InvalidRequestException");
        assertThat(called(ChertRoutes.TEXT, "")).containsExactly("true InvalidRequestException");
        assertThat(called("chert:raw-request?path=no-slash", null)).containsExactly("true InvalidRequestException");
    }

    /** The callback: whether it was synchronous, and which exception was already set. */
    private List<String> called(String uri, Object body) throws Exception {
        AsyncProducer producer = routes.camel.getEndpoint(uri).createAsyncProducer();
        producer.start();
        Exchange exchange = routes.camel.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody(body);
        List<String> calls = new CopyOnWriteArrayList<>();

        boolean sync = producer.process(
                exchange,
                doneSync -> calls.add(
                        doneSync + " " + exchange.getException().getClass().getSimpleName()));

        await().until(() -> !calls.isEmpty());
        producer.stop();
        assertThat(calls).allMatch(call -> call.startsWith(Boolean.toString(sync)));
        return calls;
    }

    @Test
    void aRouteThatBlocksAfterItsAnswerDelaysNoOther() throws InterruptedException {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));
        CountDownLatch release = new CountDownLatch(1);
        List<String> threads = new CopyOnWriteArrayList<>();
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:blocking").to(ChertRoutes.TEXT).process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    release.await(10, TimeUnit.SECONDS);
                });
            }
        });
        int blocked = Runtime.getRuntime().availableProcessors() * 4;
        List<CompletableFuture<Object>> waiting = IntStream.range(0, blocked)
                .mapToObj(i -> routes.camel.createProducerTemplate().asyncSendBody("direct:blocking", "Hello"))
                .toList();
        await().until(() -> threads.size() == blocked);

        Exchange other = routes.send(ChertRoutes.HISTORY, Map.of(), null);

        assertThat(other.getException()).isNull();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        release.countDown();
        await().until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
        assertThat(threads)
                .allMatch(name -> name.contains("CallingCard"))
                .noneMatch(name -> name.contains("eventloop"));
    }

    @Test
    void everyExchangeOfManyGetsItsOwnAnswer() throws Exception {
        open(RawServer.answering(request -> Answer.ok("{\"message\":{\"id\":\"id of " + text(request) + "\"}}")));
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text").to(ChertRoutes.TEXT);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            var answers = threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> routes.start("direct:text", Map.of(), "text " + i)
                            .getMessage()
                            .getHeader(CardConstants.MESSAGE_ID)
                            .equals("id of text " + i))
                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests())
                .hasSize(200)
                .extracting(ProviderProducerTest::text)
                .doesNotHaveDuplicates();
    }

    private static String text(Request request) {
        return request.text().replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void twoAccountsInOneContextSignEachForItself() {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));
        routes.camel.getRegistry().bind("other", (Supplier<String>) () -> "secret-of-globex");

        routes.send(ChertRoutes.TEXT, Map.of(), "from acme");
        routes.send(ChertRoutes.TEXT + "&tenant=globex&secretSupplier=#other", Map.of(), "from globex");
        routes.send(ChertRoutes.TEXT, Map.of(), "from acme again");

        assertThat(server.requests())
                .extracting(request -> request.headers().get("x-chert-tenant"))
                .containsExactly("acme", "globex", "acme");
        assertThat(server.requests()).allSatisfy(request -> {
            String secret = "secret-of-" + request.headers().get("x-chert-tenant");
            String[] signature = request.headers().get("x-chert-signature").split(",");
            assertThat(signature[2]).isEqualTo(hmac(secret, signature[1] + "." + request.text()));
        });
        assertThat(server.connections())
                .as("credentials are no part of a connection")
                .hasSizeLessThanOrEqualTo(2);
    }

    private static String hmac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesAMissingFileWithoutNamingIt() {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        routes.send("chert:upload-attachment?fileName=a", Map.of(), new File("/no/such/file"));

        ProviderException failure = ChertRoutes.failure(routes.caught.get(0));
        assertThat(failure)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be read as a file");
        assertThat(failure).hasMessageNotContaining("/no/such");
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void aFailureAfterTheFirstCallIsInDoubtAndNotQuoted() throws Exception {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        Exchange exchange = broken(Effect.LASTING, new IllegalStateException("words of the customer"));

        ProviderException failure = ChertRoutes.failure(exchange);
        assertThat(failure).isInstanceOf(InDoubtException.class).hasMessageContaining("IllegalStateException");
        assertThat(failure).hasStackTraceContaining("broken").hasMessageNotContaining("customer");
        assertThat(exchange.getMessage().getHeader(CardConstants.OUTCOME)).isEqualTo(Outcome.IN_DOUBT);
    }

    @Test
    void aFailedReadAndARefusedValueSentNothing() throws Exception {
        open(RawServer.answering(request -> Answer.ok(ChertRoutes.SENT)));

        assertThat(ChertRoutes.failure(broken(Effect.NONE, new IllegalStateException("x")))
                        .getOutcome())
                .isEqualTo(Outcome.NOT_SENT);
        assertThat(ChertRoutes.failure(broken(Effect.LASTING, new InvalidValueException("body", "is too large")))
                        .getOutcome())
                .isEqualTo(Outcome.NOT_SENT);
    }

    private static Operation.Row<ProviderConfiguration> breaking(Effect effect, Exception failure) {
        return new Operation.Row<>() {
            @Override
            public String name() {
                return "SEND_TEXT";
            }

            @Override
            public Effect effect() {
                return effect;
            }

            @Override
            public Operation<ProviderConfiguration> operation() {
                return (exchange, call) -> Future.failedFuture(failure);
            }
        };
    }

    /** Runs an exchange whose operation fails after it has started. */
    private Exchange broken(Effect effect, Exception failure) throws Exception {
        ProviderEndpoint endpoint = routes.camel.getEndpoint("chert:send-text", ProviderEndpoint.class);
        ProviderProducer<ProviderConfiguration> producer =
                new ProviderProducer<>(endpoint, endpoint.getConfiguration(), breaking(effect, failure)) {
                    @Override
                    protected ProviderClient client(Wire wire) {
                        return new ProviderClient("chert", wire, null, null, null);
                    }

                    @Override
                    protected ProviderHealthCheck healthCheck(ProviderClient client) {
                        return new ProviderHealthCheck("chert", endpoint.getConfiguration(), client) {
                            @Override
                            protected WireRequest probe() {
                                return WireRequest.of("probe", Effect.NONE, HttpMethod.GET, "/", WireBody.EMPTY);
                            }

                            @Override
                            protected Optional<String> problem(JsonNode answer) {
                                return Optional.empty();
                            }
                        };
                    }
                };
        producer.start();
        Exchange exchange = endpoint.createExchange();
        producer.process(exchange);
        return exchange;
    }
}
