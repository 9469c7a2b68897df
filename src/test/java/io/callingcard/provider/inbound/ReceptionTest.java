// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The answers to webhook calls, and the events that the route receives. */
class ReceptionTest {

    private static final String SECRET = "c0ffee";
    private static final String URI = "chert:events?webhookVerifyToken=" + SECRET;
    private static final String PATH = "/webhooks/chert";

    private final EventHost host = new EventHost();

    @BeforeEach
    void clear() {
        host.routed.clear();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static byte[] event(String id) {
        return bytes("{\"event_type\":\"message.received\",\"event_id\":\"" + id
                + "\",\"data\":{\"chat\":{\"id\":\"ch_1\"},"
                + "\"message\":{\"id\":\"m_" + id + "\",\"direction\":\"inbound\",\"sender_handle\":{\"handle\":"
                + "\"+14155550177\",\"is_me\":false},\"parts\":[{\"type\":\"text\",\"value\":\"Yes\"}]}}}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> signed(byte[] body) {
        return Signer.chert(SECRET, System.currentTimeMillis() / 1000, body);
    }

    private int post(byte[] body) {
        return post(PATH, body);
    }

    private int post(String path, byte[] body) {
        HttpResponse<String> answer = host.post(path, signed(body), body);
        assertThat(answer.body()).isEmpty();
        return answer.statusCode();
    }

    @Test
    void routesTheEventWithoutAnythingOfTheRequest() {
        host.receive(URI);
        byte[] body = event("e1");
        HttpRequest request = host.request(PATH + "?CamelCardRecipient=%2B1999&x=y", signed(body))
                .header("X-Custom", "whatever")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();

        assertThat(host.send(request).statusCode()).isEqualTo(200);

        Exchange routed = host.routed.get(0);
        assertThat(routed.getMessage().getHeaders())
                .containsEntry("CamelCardChatId", "ch_1")
                .containsEntry("CamelCardMessageId", "m_e1")
                .containsEntry("CamelCardRecipient", "+14155550177")
                .containsEntry("CamelCardSender", "+14155550177")
                .containsEntry("CamelCardEventType", "message.received")
                .containsEntry("CamelCardProvider", "chert")
                .containsEntry("CamelCardEventId", "e1")
                .allSatisfy((name, value) -> assertThat(name).startsWith("CamelCard"));
        assertThat(routed.getMessage().getBody()).isInstanceOf(InboundEvent.class);
        assertThat(routed.getMessage().getBody(String.class)).isEqualTo("Yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/octet-stream",
                "no type at all",
                "application/json; charset=utf-16"
            })
    void acceptsAnyContentType(String type) {
        host.receive(URI);
        byte[] body = event("e1");
        HttpRequest request = host.request(PATH, signed(body))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();

        assertThat(host.send(request).statusCode()).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void readsAChunkedBody() {
        host.receive(URI);
        byte[] body = event("e1");
        HttpRequest request = host.request(PATH, signed(body))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        assertThat(host.send(request).statusCode()).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void refusesATooLargeContentLengthWithoutReading() throws IOException {
        host.receive(URI + "&maxWebhookBody=1000");
        try (Socket socket = new Socket("127.0.0.1", host.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(bytes("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"));
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void readsAChunkedBodyUpToTheLimit() throws IOException {
        host.receive(URI + "&maxWebhookBody=1000");
        try (Socket socket = new Socket("127.0.0.1", host.port)) {
            socket.setSoTimeout(10_000);
            String signature = signed(new byte[0]).get("X-Webhook-Signature");
            socket.getOutputStream()
                    .write(bytes("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nX-Webhook-Signature: " + signature
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < 11; i++) {
                socket.getOutputStream().write(bytes("64\r\n" + "x".repeat(100) + "\r\n"));
            }
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
        }
        assertThat(host.routed).isEmpty();
    }

    @Test
    void acceptsABodyOfExactlyTheLimit() {
        byte[] body = event("e1");
        host.receive(URI + "&maxWebhookBody=" + body.length);
        assertThat(post(body)).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
    }

    private static String statusLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(30), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"GET,200", "HEAD,200", "PUT,405", "DELETE,405", "OPTIONS,405", "PATCH,405"})
    void answersProbesWithoutRoutingThem(String method, int status) {
        host.receive(URI);
        HttpRequest request = host.request(PATH, Map.of())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = host.send(request);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        assertThat(host.routed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "17", "null", "{\"a\":", "no json", "{} {}"})
    void refusesASignedBodyThatIsNoEvent(String text) {
        host.receive(URI);
        assertThat(post(bytes(text))).isEqualTo(400);
        assertThat(host.routed).isEmpty();
    }

    @Test
    void asksForTheEventAgainWhenTheRouteFails() {
        AtomicInteger runs = new AtomicInteger();
        host.receive(URI, exchange -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not today");
            }
        });

        assertThat(post(event("e1"))).isEqualTo(503);
        assertThat(post(event("e1"))).isEqualTo(503);
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(runs).hasValue(3);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void aHandledFailureAcknowledgesTheEvent() throws Exception {
        host.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(host.routed::add);
                from(URI).process(exchange -> {
                    throw new IllegalStateException("handled");
                });
            }
        });
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void asksForTheEventAgainAfterARollback() {
        host.receive(URI, exchange -> exchange.setRollbackOnly(true));
        assertThat(post(event("e1"))).isEqualTo(503);
    }

    @Test
    void aDuplicateIsAcknowledgedAndDropped() {
        host.receive(URI);
        for (int i = 0; i < 3; i++) {
            assertThat(post(event("e1"))).isEqualTo(200);
        }
        assertThat(post(event("e2"))).isEqualTo(200);
        assertThat(host.routed).hasSize(2);
    }

    @Test
    void routesAReplayWhenDedupeIsOff() {
        host.receive(URI + "&dedupe=false");
        post(event("e1"));
        post(event("e1"));
        assertThat(host.routed).hasSize(2);
    }

    @Test
    void twoHundredDuplicatesOnSixteenThreadsRunTheRouteOnce() throws Exception {
        host.receive(URI);
        byte[] body = event("e1");
        Map<String, String> headers = signed(body);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Callable<Integer> call = () -> {
                start.await();
                return host.post(PATH, headers, body).statusCode();
            };
            answers.add(threads.submit(call));
        }
        start.countDown();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        }
        threads.shutdown();
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void aDuplicateDuringTheRouteGetsTheResultOfTheFirst() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        host.receive(URI, exchange -> {
            entered.countDown();
            go.await(20, TimeUnit.SECONDS);
            throw new IllegalStateException("after all");
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Integer> first = threads.submit(() -> post(event("e1")));
        entered.await(20, TimeUnit.SECONDS);
        Future<Integer> second = threads.submit(() -> post(event("e1")));
        go.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(503);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(503);
        threads.shutdown();
    }

    @Test
    void theRepositoryStoresEventsBySubscriber() {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        host.camel.getRegistry().bind("seen", repository);
        host.receive(URI + "&idempotentRepository=#seen");
        host.receive(URI + "&idempotentRepository=#seen&webhookPath=/second");
        host.receive(URI + "&idempotentRepository=#seen&webhookPath=/third&subscriber=another");

        post(PATH, event("e1"));
        post("/second", event("e1"));
        post("/third", event("e1"));
        assertThat(host.routed).hasSize(2);
        assertThat(repository.contains("chert:e1")).isTrue();
        assertThat(repository.contains("another:e1")).isTrue();
    }

    @Test
    void asksForTheEventAgainWhenTheRepositoryCannotBeRead() {
        host.camel.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                throw new IllegalStateException("no database");
            }
        });
        host.receive(URI + "&idempotentRepository=#seen");
        assertThat(post(event("e1"))).isEqualTo(503);
        assertThat(host.routed).isEmpty();
    }

    @Test
    void aRepositoryThatCannotStoreDoesNotRepeatTheRoute() {
        host.camel.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new IllegalStateException("no database");
            }
        });
        host.receive(URI + "&idempotentRepository=#seen");
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"includeFromMe=false,0", "includeFromMe=true,1"})
    void dropsEventsOfOurOwnMessages(String option, int seen) {
        host.receive(URI + "&" + option);
        byte[] body =
                bytes(new String(event("e1"), StandardCharsets.UTF_8).replace("\"is_me\":false", "\"is_me\":true"));
        assertThat(post(body)).isEqualTo(200);
        assertThat(host.routed).hasSize(seen);
        if (seen == 1) {
            assertThat(host.routed.get(0).getMessage().getHeaders())
                    .containsEntry("CamelCardEventType", "message.sent")
                    .containsEntry("CamelCardFromMe", true)
                    .doesNotContainKey("CamelCardRecipient");
        }
    }

    @ParameterizedTest
    @CsvSource({"includeGroups=true,1", "includeGroups=false,0"})
    void dropsGroupEventsWhenAsked(String option, int seen) {
        host.receive(URI + "&" + option);
        byte[] body = bytes(
                new String(event("e1"), StandardCharsets.UTF_8).replace("\"ch_1\"", "\"ch_1\",\"is_group\":true"));
        assertThat(post(body)).isEqualTo(200);
        assertThat(host.routed).hasSize(seen);
        if (seen == 1) {
            assertThat(host.routed.get(0).getMessage().getHeaders())
                    .containsEntry("CamelCardGroup", true)
                    .doesNotContainKey("CamelCardRecipient");
        }
    }

    @Test
    void routesOnlyTheConfiguredTypes() {
        host.receive(URI + "&eventTypes=reaction.added, message.received");
        post(event("e1"));
        post(bytes("{\"event_type\":\"lead_reply\",\"event_id\":\"e2\"}"));
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void unknownTypesArriveAsOther() {
        host.receive(URI);
        post(bytes("{\"event_type\":\"moon.risen\",\"event_id\":\"e2\",\"data\":{\"phase\":\"full\"}}"));
        InboundEvent event = host.routed.get(0).getMessage().getBody(InboundEvent.class);
        assertThat(event.type()).isEqualTo(EventType.OTHER);
        assertThat(event.providerType()).isEqualTo("moon.risen");
        assertThat(event.raw().at("/data/phase").asText()).isEqualTo("full");
    }

    @ParameterizedTest
    @CsvSource({
        "chert:events,subscription",
        "linq:events,signing_secret",
        "wa:events,WHATSAPP_WEBHOOK_SECRET",
        "chert:events?webhookVerifyToken= ,subscription",
        "'linq:events?webhookVerifyToken=,',signing_secret"
    })
    void doesNotStartWithoutASecret(String uri, String where) {
        assertThatThrownBy(() -> host.receive(uri))
                .hasStackTraceContaining("webhookVerifyToken")
                .hasStackTraceContaining(where)
                .hasStackTraceContaining("verifySignature=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wa:events?webhookVerifyToken=secret", "wa:events?webhookVerifyToken=good,secret"})
    void refusesThePublicDefaultSecretOfTheGateway(String uri) {
        assertThatThrownBy(() -> host.receive(uri))
                .hasStackTraceContaining("webhookVerifyToken: is the gateway's public default");
    }

    @Test
    void acceptsUnsignedEventsOnlyWithVerifySignatureOff() {
        try (LogRecords log = LogRecords.capture()) {
            host.receive("chert:events?verifySignature=false");
            assertThat(host.post(PATH, Map.of(), event("e1")).statusCode()).isEqualTo(200);
            assertThat(host.routed).hasSize(1);
            assertThat(log.texts())
                    .anySatisfy(text ->
                            assertThat(text).contains("verifySignature=false").contains("anyone"));
        }
    }

    @Test
    void twoConsumersNeedTwoPaths() {
        host.receive(URI);
        assertThatThrownBy(() -> host.receive(URI + "&dedupe=false"))
                .hasStackTraceContaining("webhookPath: /webhooks/chert is already used by another consumer");
        host.receive(URI + "&webhookPath=second");
        post("/second", event("e1"));
        assertThat(host.routed).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"chert:send-text,chert:events", "linq:share-card,linq:events", "wa:send-contact,wa:events"})
    void onlyEventsAreReceived(String uri, String what) {
        assertThatThrownBy(() -> host.receive(uri))
                .hasStackTraceContaining("operation: " + uri)
                .hasStackTraceContaining(what);
    }

    @Test
    void refusesToSendEvents() {
        assertThatThrownBy(() -> host.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:x").to("chert:events");
                    }
                }))
                .hasStackTraceContaining("operation: chert:events receives events");
    }

    @Test
    void anUnknownEventTypeIsNamed() {
        assertThatThrownBy(() -> host.receive(URI + "&eventTypes=message.recieved"))
                .hasStackTraceContaining("eventTypes: there is no type 'message.recieved'")
                .hasStackTraceContaining("message.received");
    }

    @Test
    void ackModeAcceptedNeedsAnInbox() {
        assertThatThrownBy(() -> host.receive(URI + "&ackMode=ACCEPTED")).hasStackTraceContaining("inbox: is missing");
    }

    @Test
    void theErrorForAMissingHttpPlatformNamesTheDependency() throws Exception {
        CamelContext bare = new DefaultCamelContext();
        bare.addComponent("platform-http", new DirectComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                throw new IllegalArgumentException("none");
            }
        });
        bare.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).to("log:x");
            }
        });
        assertThatThrownBy(bare::start).hasStackTraceContaining("camel-platform-http-main");
        bare.stop();
    }

    @Test
    void aSuspendedRouteAsksForTheEventAgain() throws Exception {
        host.receive(URI);
        String route = host.camel.getRoutes().get(0).getId();
        host.camel.getRouteController().suspendRoute(route);
        assertThat(post(event("e1"))).isEqualTo(503);
        host.camel.getRouteController().resumeRoute(route);
        assertThat(post(event("e1"))).isEqualTo(200);
        host.camel.getRouteController().stopRoute(route);
        assertThat(host.post(PATH, Map.of(), event("e1")).statusCode()).isEqualTo(503);
        host.camel.getRouteController().startRoute(route);
        assertThat(post(event("e3"))).isEqualTo(200);
        assertThat(host.routed).hasSize(2);
    }

    @Test
    void camelWebhookHostsChert() {
        host.receive("webhook:" + URI
                + "&webhookPath=/by-webhook&webhookComponentName=platform-http&webhookAutoRegister=false");
        assertThat(post("/by-webhook", event("e1"))).isEqualTo(200);
        assertThat(post("/by-webhook", event("e1"))).isEqualTo(200);
        assertThat(host.post("/by-webhook", Map.of(), event("e2")).statusCode()).isEqualTo(401);
        assertThat(host.routed).hasSize(1);
        assertThat(host.routed.get(0).getMessage().getHeaders())
                .allSatisfy((name, value) -> assertThat(name).startsWith("CamelCard"));
    }

    @Test
    void refusesAFormThatCamelWebhookHasParsed() {
        host.receive("webhook:" + URI
                + "&webhookPath=/by-webhook&webhookComponentName=platform-http&webhookAutoRegister=false");
        byte[] body = bytes("event=message&x=y");
        HttpRequest request = host.request("/by-webhook", signed(body))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = host.send(request);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("event", "x");
    }

    @Test
    void survivesACallerThatDisconnectsInTheBody() throws IOException {
        host.receive(URI);
        try (Socket socket = new Socket("127.0.0.1", host.port)) {
            socket.getOutputStream()
                    .write(bytes("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{\"half"));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> post(event("e1")) == 200);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void survivesACallerThatDoesNotWaitForTheAnswer() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        host.receive(URI, exchange -> {
            entered.countDown();
            go.await(20, TimeUnit.SECONDS);
        });
        byte[] body = event("e1");
        try (Socket socket = new Socket("127.0.0.1", host.port)) {
            String head = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nX-Webhook-Signature: "
                    + signed(body).get("X-Webhook-Signature") + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(bytes(head));
            socket.getOutputStream().write(body);
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        }
        go.countDown();
        await().until(() -> host.routed.size() == 1);
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(post(event("e2"))).isEqualTo(200);
        assertThat(host.routed).hasSize(2);
    }

    @Test
    void theInboxRoutesAReplayWhenDedupeIsOff() throws Exception {
        Ledgers ledgers = new Ledgers();
        host.camel.getRegistry().bind("ledger", ledgers.fresh(Ledgers.Kind.SQLITE));
        host.receive(URI + "&ackMode=ACCEPTED&inbox=#ledger&dedupe=false");
        post(event("e1"));
        post(event("e1"));
        await().until(() -> host.routed.size() == 2);
        host.close();
        ledgers.close();
    }

    @Test
    void theLedgerDropsDuplicatesAfterARestart() throws Exception {
        Ledgers ledgers = new Ledgers();
        host.camel.getRegistry().bind("ledger", ledgers.fresh(Ledgers.Kind.SQLITE));
        host.receive(URI + "&idempotentRepository=#ledger");
        post(event("e1"));
        try (EventHost after = new EventHost()) {
            after.camel.getRegistry().bind("ledger", ledgers.another(Ledgers.Kind.SQLITE));
            after.receive(URI + "&idempotentRepository=#ledger");
            for (String id : List.of("e1", "e2")) {
                assertThat(after.post(PATH, signed(event(id)), event(id)).statusCode())
                        .isEqualTo(200);
            }
            assertThat(after.routed).hasSize(1);
        }
        host.close();
        ledgers.close();
    }

    @Test
    void camelWebhookGivesTheSameAnswers() {
        host.receive(
                "webhook:" + URI
                        + "&maxWebhookBody=1000&webhookPath=/by-webhook&webhookComponentName=platform-http&webhookAutoRegister=false");
        assertThat(post("/by-webhook", bytes("x".repeat(1001)))).isEqualTo(413);
        assertThat(post("/by-webhook", bytes(""))).isEqualTo(400);
        HttpRequest probe = host.request("/by-webhook", Map.of()).GET().build();
        assertThat(host.send(probe).statusCode()).isEqualTo(200);
        byte[] body = event("e1");
        String signature = signed(body).get("X-Webhook-Signature");
        HttpRequest twice = host.request("/by-webhook", Map.of())
                .header("X-Webhook-Signature", signature)
                .header("X-Webhook-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        assertThat(host.send(twice).statusCode()).isEqualTo(401);
        assertThat(host.routed).isEmpty();
    }

    /** There may be a management port beside the port of the routes. */
    @Test
    void usesTheServerOfTheRoutesBesideAManagementServer() throws Exception {
        VertxPlatformHttpServerConfiguration management = new VertxPlatformHttpServerConfiguration();
        management.setBindHost("127.0.0.1");
        management.setBindPort(EventHost.freePort());
        host.camel.addService(new VertxPlatformHttpServer(management));
        host.camel.getRegistry().bind("platform-http-engine", new VertxPlatformHttpEngine());
        host.receive(URI);
        assertThat(host.camel.getRoutesSize()).isEqualTo(1);
    }

    @Test
    void filteredEventsAreAcknowledged() {
        host.receive(URI + "&dedupe=false&includeGroups=false&eventTypes=message.received");
        assertThat(post(bytes("{\"event_type\":\"reaction.added\",\"event_id\":\"e\",\"data\":{}}")))
                .isEqualTo(200);
        assertThat(host.routed).isEmpty();
        post(event("e1"));
        assertThat(host.routed).hasSize(1);
        assertThat(host.routed.get(0).getProperty("CamelCardEventId")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linq", "wa"})
    void camelWebhookHostsLinqAndWa(String provider) {
        String secret = provider.equals("linq") ? "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=" : SECRET;
        host.receive("webhook:" + provider + ":events?webhookVerifyToken=" + secret
                + "&webhookPath=/there&webhookComponentName=platform-http&webhookAutoRegister=false");
        byte[] body = bytes("{\"event_id\":\"e1\",\"event_type\":\"message.received\",\"event\":\"message\","
                + "\"data\":{\"chat_id\":\"c1\"},\"payload\":{\"chat_id\":\"c1\",\"id\":\"m1\"}}");
        Map<String, String> headers = provider.equals("linq")
                ? Signer.linq(secret, "e1", System.currentTimeMillis() / 1000, body)
                : Signer.wa(secret, body);
        assertThat(host.post("/there", Map.of(), body).statusCode()).isEqualTo(401);
        for (int i = 0; i < 2; i++) {
            assertThat(host.post("/there", headers, body).statusCode()).isEqualTo(200);
        }
        assertThat(host.routed).hasSize(1);
        assertThat(host.routed.get(0).getMessage().getHeader("CamelCardChatId")).isEqualTo("c1");
    }
}
