// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What strangers send to a webhook costs little, and keeps no event of the provider out. */
class StrangersTest {

    private static final String SECRET = "c0ffee";
    private static final String LINQ_SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";
    private static final String URI = "chert:events?webhookVerifyToken=" + SECRET;
    private static final String PATH = "/webhooks/chert";
    private static final String WRONG = "ab".repeat(32);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final EventHost host = new EventHost();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(SOON).untilAsserted(this::givesEverythingBack);
        host.close();
    }

    private void givesEverythingBack() {
        assertThat(InFlight.PROCESS.calls()).isZero();
        assertThat(InFlight.PROCESS.bytes()).isZero();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] event(String id) {
        return bytes("{\"event_type\":\"message.received\",\"event_id\":\"" + id + "\",\"data\":{}}");
    }

    private int post(String id) {
        return host.post(PATH, Signer.chert(SECRET, now(), event(id)), event(id))
                .statusCode();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** Sends the head of a call; the signature has the right form and time, and is wrong. */
    private Socket call(String... headers) throws IOException {
        return send(PATH, "POST", "X-Webhook-Signature: t=" + now() + ",v1=" + WRONG, headers);
    }

    private Socket send(String path, String method, String signature, String... headers) throws IOException {
        Socket socket = connect();
        String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + signature + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(bytes(head));
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", host.port);
        socket.setSoTimeout((int) SOON.toMillis());
        sockets.add(socket);
        return socket;
    }

    /** Reads all answers; fails if the connection stays open. */
    private static String untilClosed(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static void isClosedAfter(Socket socket, int status) throws IOException {
        String answer = untilClosed(socket);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsOnlyOnce("HTTP/1.1");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "chert | Missing: x",
                "chert | X-Webhook-Signature: t=1700000000,v1="
                        + "abababababababababababababababababababababababababababababababab",
                "chert | X-Webhook-Signature: t=NOW,v1=abab",
                "chert | X-Webhook-Signature: sha256=abab",
                "linq  | webhook-id: e1",
                "linq  | X-Webhook-Signature: abab",
                "wa    | X-Hub-Signature-256: sha256=abab",
                "wa    | X-Hub-Signature: sha1=abab",
            })
    void refusesACallByItsHeadersBeforeTheBodyArrives(String provider, String header) throws IOException {
        host.receive(provider + ":events?webhookVerifyToken=" + (provider.equals("linq") ? LINQ_SECRET : SECRET));
        Socket socket =
                send("/webhooks/" + provider, "POST", header.replace("NOW", "" + now()), "Content-Length: 1000");

        isClosedAfter(socket, 401);
    }

    @Test
    void refusesAnOldTimeOfLinqBeforeTheBodyArrives() throws IOException {
        host.receive("linq:events?webhookVerifyToken=" + LINQ_SECRET);
        Map<String, String> headers = Signer.linq(LINQ_SECRET, "e1", now() - 301, event("e1"));
        List<String> lines = new ArrayList<>(List.of("Content-Length: 1000"));
        headers.forEach((name, value) -> lines.add(name + ": " + value));

        isClosedAfter(send("/webhooks/linq", "POST", "X: y", lines.toArray(String[]::new)), 401);
    }

    @Test
    void closesTheConnectionOfATooLargeChunkedBody() throws IOException {
        host.receive(URI + "&maxWebhookBody=1000");
        Socket socket = call("Transfer-Encoding: chunked");
        byte[] chunk = bytes("400\r\n" + "x".repeat(1024) + "\r\n");
        int written = 0;
        try {
            while (written < 120 * 1024 * 1024) {
                socket.getOutputStream().write(chunk);
                written += chunk.length;
            }
        } catch (IOException e) {
            // Closed, as it must be.
        }
        // What the buffers of two sockets hold, and what is dropped.
        assertThat(written).isLessThan(16 * 1024 * 1024);
    }

    @Test
    void answersATooLargeBodyBeforeItClosesTheConnection() throws IOException {
        host.receive(URI + "&maxWebhookBody=1000");
        Socket socket = call("Transfer-Encoding: chunked");
        socket.getOutputStream().write(bytes("400\r\n" + "x".repeat(1024) + "\r\n"));
        isClosedAfter(socket, 413);
        isClosedAfter(call("Content-Length: 1001"), 413);
        isClosedAfter(call("Content-Length: 1001\r\nConnection: close"), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip\r\nContent-Length: 2",
                "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 2",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: two",
                "Content-Length: -1",
            })
    void givesOneAnswerToABodyWhoseEndIsUnclear(String framing) throws IOException {
        host.receive(URI);
        Socket socket = call(framing);
        socket.getOutputStream()
                .write(bytes(
                        "{}GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\nGET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n"));

        // A decoder that stumbles over the body may close the connection before the answer is out.
        assertThat(untilClosed(socket).split("HTTP/1.1", -1)).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xchunked", "gzip\r\nContent-Length: 2"})
    void refusesAnUnknownTransferEncoding(String coding) throws IOException {
        host.receive(URI);
        isClosedAfter(call("Transfer-Encoding: " + coding), 501);
    }

    @Test
    void aBodyInChunksHidesNoFurtherCall() throws IOException {
        host.receive(URI);
        String body = new String(event("e1"), StandardCharsets.UTF_8);
        Socket socket = send(
                PATH,
                "POST",
                "X-Webhook-Signature: "
                        + Signer.chert(SECRET, now(), event("e1")).get("X-Webhook-Signature"),
                "Transfer-Encoding: chunked");
        String next = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        socket.getOutputStream()
                .write(bytes(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" + next + next));

        isClosedAfter(socket, 200);
        assertThat(host.routed).hasSize(1);
    }

    /** Of two lengths only one can be right. A proxy in front may believe the other. */
    @Test
    void aCallWithTwoLengthsGetsOneAnswerAndIsNoEvent() throws IOException {
        host.receive(URI);
        Socket socket = send(PATH, "POST", "Transfer-Encoding: chunked", "Content-Length: 5");
        socket.getOutputStream()
                .write(bytes("0\r\n\r\nPOST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"));

        assertThat(untilClosed(socket)).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
        assertThat(host.routed).isEmpty();
    }

    @Test
    void aProbeKeepsItsConnectionUnlessItHasABody() throws IOException {
        host.receive(URI);
        Socket socket = send(PATH, "GET", "X: y");
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                .isEqualTo("HTTP/1.1 200");
        socket.getOutputStream().write(bytes("PUT " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"));
        assertThat(untilClosed(socket)).containsOnlyOnce("HTTP/1.1 405");
    }

    @Test
    void refusesABodyThatDoesNotArriveInTime() throws IOException {
        host.receive(URI + "&bodyTimeout=300");
        Socket socket = call("Content-Length: 1000");
        socket.getOutputStream().write(bytes("{"));

        isClosedAfter(socket, 408);
        assertThat(post("e1")).isEqualTo(200);
    }

    @Test
    void endsTheSlowestBodyWhenTheBytesAreUsedUp() throws IOException {
        host.receive(URI + "&maxBytesInFlight=50000");
        List<Socket> slow = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            Socket socket = call("Content-Length: 20000");
            socket.getOutputStream().write(new byte[10_000]);
            slow.add(socket);
            int held = Math.min(i, 5) * 10_000;
            await().atMost(SOON).until(() -> InFlight.PROCESS.bytes() == held);
        }

        assertThat(post("e1")).isEqualTo(200);
        String answer = untilClosed(slow.get(0));
        assertThat(answer).startsWith("HTTP/1.1 503 ");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("retry-after: 5").contains("connection: close");
        // The event needed room too.
        isClosedAfter(slow.get(1), 503);
        assertThat(InFlight.PROCESS.calls()).isEqualTo(4);
    }

    @Test
    void refusesABodyThatAloneIsMoreThanTheBytesInFlight() throws IOException {
        host.receive(URI + "&maxBytesInFlight=1000");
        Socket socket = call("Transfer-Encoding: chunked");
        socket.getOutputStream().write(bytes("400\r\n" + "x".repeat(1024) + "\r\n"));

        isClosedAfter(socket, 503);
    }

    @Test
    void endsTheSlowestBodyWhenThereAreTooManyCalls() throws IOException {
        host.receive(URI + "&maxCallsInFlight=3");
        List<Socket> slow = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            slow.add(call("Content-Length: 20000"));
            int calls = i;
            await().atMost(SOON).until(() -> InFlight.PROCESS.calls() == calls);
        }

        assertThat(post("e1")).isEqualTo(200);
        isClosedAfter(slow.get(0), 503);
    }

    /** Events that are being routed are genuine, and are not ended for others. */
    @Test
    void asksToComeAgainWhileTooManyEventsAreRouted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        host.receive(URI + "&maxCallsInFlight=2", exchange -> go.await(20, TimeUnit.SECONDS));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Integer>> routed = List.of(threads.submit(() -> post("e1")), threads.submit(() -> post("e2")));
        await().atMost(SOON).until(() -> InFlight.PROCESS.calls() == 2);

        assertThat(post("e3")).isEqualTo(503);
        go.countDown();
        for (Future<Integer> each : routed) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(post("e3")).isEqualTo(200);
        threads.shutdown();
    }

    @Test
    void fiveHundredSlowBodiesAndAThousandIdleConnectionsKeepNoEventOut() throws IOException {
        host.receive(URI);
        for (int i = 0; i < 1_000; i++) {
            connect();
        }
        byte[] part = new byte[60_000];
        Arrays.fill(part, (byte) ' ');
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            Socket socket = call("Content-Length: 1000000");
            try {
                socket.getOutputStream().write(part);
            } catch (IOException e) {
                refused++;
            }
            assertThat(InFlight.PROCESS.bytes()).isLessThanOrEqualTo(16_777_216);
            if (i % 50 == 0) {
                assertThat(post("e" + i)).isEqualTo(200);
            }
        }
        assertThat(refused).isZero();
        assertThat(post("last")).isEqualTo(200);
        assertThat(host.routed).hasSize(11);
        // 30 MB were sent, and 16 MiB are held: the slowest were sent away.
        await().atMost(SOON).until(() -> InFlight.PROCESS.calls() < 300);
        isClosedAfter(sockets.get(1_000), 503);
    }

    @Test
    void aCallerThatDisconnectsGivesItsBytesBack() throws IOException {
        host.receive(URI);
        Socket socket = call("Content-Length: 1000");
        socket.getOutputStream().write(new byte[500]);
        await().atMost(SOON).until(() -> InFlight.PROCESS.bytes() == 500);
        socket.close();
        await().atMost(SOON).untilAsserted(this::givesEverythingBack);
    }

    /** A context starts its routes one after another. On Quarkus the router is there before. */
    @Test
    void asksToComeAgainWhileTheRoutesStart() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("router", host.camel.getRegistry().findSingleByType(VertxPlatformHttpRouter.class));
        camel.getRegistry().bind("slow", new MemoryIdempotentRepository() {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                starting.countDown();
                go.await(20, TimeUnit.SECONDS);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI + "&webhookPath=/first&idempotentRepository=#slow").to("log:first");
                from(URI + "&webhookPath=/second").to("log:second");
            }
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<?> start = threads.submit(camel::start);
        assertThat(starting.await(20, TimeUnit.SECONDS)).isTrue();
        for (String path : List.of("/first", "/second")) {
            HttpResponse<String> answer = host.post(path, Signer.chert(SECRET, now(), event("e1")), event("e1"));
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        }
        go.countDown();
        start.get(20, TimeUnit.SECONDS);
        for (String path : List.of("/first", "/second")) {
            assertThat(host.post(path, Signer.chert(SECRET, now(), event("e1")), event("e1"))
                            .statusCode())
                    .isEqualTo(200);
        }
        camel.stop();
        // The path is kept while the context stops, and its server would stop too.
        assertThat(host.post("/first", Map.of(), event("e1")).statusCode()).isEqualTo(503);
        threads.shutdown();
    }

    /** 404 would tell the provider that the webhook is gone. The route needs no secret until it starts. */
    @Test
    void asksToComeAgainWhileARouteIsNotToStart() throws Exception {
        host.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("chert:events").routeId("later").autoStartup(false).to("log:x");
            }
        });
        HttpResponse<String> answer = host.post(PATH, Signer.chert(SECRET, now(), event("e1")), event("e1"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");

        // Another route may serve the path meanwhile, whichever comes first.
        host.receive(URI);
        assertThat(post("e1")).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
        String route = host.camel.getRoutes().stream()
                .map(Route::getId)
                .filter(id -> !id.equals("later"))
                .findFirst()
                .orElseThrow();
        host.camel.getRouteController().stopRoute(route);
        host.camel.removeRoute(route);
        assertThat(post("e2")).isEqualTo(503);
        host.camel.removeRoute("later");
        assertThat(post("e2")).isEqualTo(404);
    }

    @Test
    void aRouteThatIsRemovedHasNoPath() throws Exception {
        host.receive(URI);
        String route = host.camel.getRoutes().get(0).getId();
        for (int i = 0; i < 3; i++) {
            host.camel.getRouteController().stopRoute(route);
            assertThat(post("e" + i)).isEqualTo(503);
            host.camel.getRouteController().startRoute(route);
            assertThat(post("e" + i)).isEqualTo(200);
        }
        host.camel.getRouteController().stopRoute(route);
        host.camel.removeRoute(route);
        assertThat(post("e9")).isEqualTo(404);
    }

    /** Where camel-webhook hosts the webhook, Camel has read the body; the headers are checked and the bytes counted. */
    @Test
    void camelWebhookHasTheSameLimits() throws Exception {
        String hosted = "&webhookPath=/hosted&webhookComponentName=platform-http&webhookAutoRegister=false";
        host.receive("webhook:" + URI + "&maxBytesInFlight=1000" + hosted);
        byte[] large = bytes("x".repeat(1_001));
        HttpResponse<String> answer = host.post("/hosted", Signer.chert(SECRET, now(), large), large);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(host.post("/hosted", Signer.chert(SECRET, now(), event("e1")), event("e1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(host.post("/hosted", Map.of(), large).statusCode()).isEqualTo(401);
    }

    /** The stream gives a byte only when the time is over. */
    @Test
    void anotherPlatformStopsToReadASlowBody() throws Exception {
        Processor webhook = host.camel
                .getEndpoint(URI + "&bodyTimeout=1", WebhookCapableEndpoint.class)
                .createWebhookHandler(host.routed::add);
        long begin = System.nanoTime();
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                while (System.nanoTime() - begin < 50_000_000) {
                    Thread.onSpinWait();
                }
                return ' ';
            }
        };
        Exchange http = new DefaultExchange(host.camel);
        http.getMessage().setHeader("X-Webhook-Signature", "t=" + now() + ",v1=" + WRONG);
        http.getMessage().setBody(slow);
        webhook.process(http);
        assertThat(http.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(408);
    }
}
