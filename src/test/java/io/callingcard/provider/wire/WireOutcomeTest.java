package io.callingcard.provider.wire;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.is;

/** Whether a byte of the request may have left: before it is written, while it is written, after it was read. */
class WireOutcomeTest {

    private static final WireRequest POST =
            WireRequest.lasting("send-text", HttpMethod.POST, "/x", WireBody.json(new byte[] {'{', '}'}));

    private final Vertx vertx = Vertx.vertx();
    private final ConnectionPools pools = new ConnectionPools(new DefaultCamelContext(), vertx);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        pools.close();
        vertx.close();
    }

    @Test
    void nobodyListensSoNothingWasWritten() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(failure("http://127.0.0.1:" + port, POST).written()).isFalse();
    }

    @Test
    void aConnectionThatDropsInTheTlsHandshakeHasWrittenNothing() throws IOException {
        try (RawServer server = new RawServer(RawServer::reset)) {
            assertThat(failure(server.url().replace("http:", "https:"), POST).written())
                    .isFalse();
        }
        try (RawServer server = new RawServer(socket -> RawServer.answer(socket, "no TLS here\r\n\r\n"))) {
            assertThat(failure(server.url().replace("http:", "https:"), POST).written())
                    .isFalse();
        }
    }

    @Test
    void aHostThatDoesNotExistHasSeenNothing() {
        assertThat(failure("http://nowhere.invalid", POST).written()).isFalse();
    }

    @Test
    void aConnectionThatDropsWhileTheRequestIsWrittenMayHaveDeliveredIt() throws IOException {
        Path file = Files.write(folder.resolve("big"), new byte[8 * 1024 * 1024]);
        WireRequest upload = WireRequest.lasting(
                "send-media", HttpMethod.POST, "/x", new WireBody.Stream(file, Files.size(file), "image/png"));
        try (RawServer server = new RawServer(socket -> {
            socket.getInputStream().readNBytes(10_000);
            RawServer.reset(socket);
        })) {
            assertThat(failure(server.url(), upload).written()).isTrue();
        }
    }

    @Test
    void aConnectionThatDropsAfterTheRequestWasReadMayHaveDeliveredIt() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.request(socket);
            RawServer.reset(socket);
        })) {
            assertThat(failure(server.url(), POST).written()).isTrue();
        }
        try (RawServer server = new RawServer(socket -> {
            RawServer.request(socket);
            socket.close();
        })) {
            assertThat(failure(server.url(), POST).written()).isTrue();
        }
    }

    @Test
    void anAnswerThatIsNeverWholeMayHaveDelivered() throws IOException {
        for (String part :
                new String[] {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"chat_id\""
                }) {
            try (RawServer server = new RawServer(socket -> {
                RawServer.request(socket);
                RawServer.answer(socket, part);
            })) {
                WireFailure failure = failure(server.url(), POST);
                assertThat(failure.written()).isTrue();
                assertThat(failure).hasMessageContaining("no answer within");
            }
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsCutOff() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.request(socket);
            RawServer.answer(socket, RawServer.json(200, "x".repeat(200_000)));
        })) {
            assertThat(failure(server.url(), POST)).hasMessageContaining("maxResponseSize");
        }
    }

    @Test
    void aWaitForAConnectionThatRunsOutSendsNothingLaterEither() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(socket -> {
            while (RawServer.request(socket) != null) {
                requests.incrementAndGet();
                await(release);
                RawServer.answer(socket, RawServer.json(200, "{}"));
            }
        })) {
            Wire patient = wire(server.url(), Duration.ofSeconds(20));
            var first = patient.send(POST, MultiMap.caseInsensitiveMultiMap());
            Awaitility.await().untilAtomic(requests, is(1));

            WireFailure failure = failure(wire(server.url(), Duration.ofMillis(200)), POST);

            assertThat(failure.written()).isFalse();
            release.countDown();
            assertThat(first.toCompletionStage()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
            // The connection is free again: the call that gave up must not use it.
            assertThat(patient.send(POST, MultiMap.caseInsensitiveMultiMap())
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
            assertThat(requests).hasValue(2);
        }
    }

    @Test
    void aFileThatIsGoneIsNotSent() {
        WireRequest upload = WireRequest.lasting(
                "send-media", HttpMethod.POST, "/x", new WireBody.Stream(folder.resolve("gone"), 5, "image/png"));
        try (RawServer server = new RawServer(RawServer::request)) {
            assertThat(failure(server.url(), upload).written()).isFalse();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAddressThatIsNoneFailsAtOnce() {
        WireRequest odd = WireRequest.lasting("upload", HttpMethod.PUT, "not an address", WireBody.EMPTY)
                .withOwnAuthorization(Map.of());

        assertThat(failure("http://127.0.0.1:1", odd).written()).isFalse();
    }

    @Test
    void connectionsAreKeptAndOneThatWasClosedWhileIdleIsReplaced() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(socket -> {
            RawServer.request(socket);
            RawServer.answer(socket, RawServer.json(200, "{}"));
            RawServer.request(socket);
            RawServer.answer(socket, RawServer.json(200, "{}"));
            socket.close();
            closed.countDown();
        })) {
            Wire wire = wire(server.url(), Duration.ofSeconds(5));
            assertThat(status(wire)).isEqualTo(200);
            assertThat(status(wire)).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(1);
            closed.await();
            Awaitility.await().ignoreExceptions().until(() -> status(wire) == 200);
            assertThat(server.connections()).isGreaterThan(1);
        }
    }

    @Test
    void aFileIsDownloadedToDiskAndAFailedDownloadSaysSo() throws Exception {
        Path target = Files.createFile(folder.resolve("target"));
        try (RawServer server = new RawServer(socket -> {
            while (RawServer.request(socket) != null) {
                RawServer.answer(socket, RawServer.json(200, "0123456789"));
            }
        })) {
            WireRequest get = WireRequest.silent("download", HttpMethod.GET, "/x?y=1", WireBody.EMPTY)
                    .downloadTo(target);
            wire(server.url(), Duration.ofSeconds(5))
                    .send(get, MultiMap.caseInsensitiveMultiMap())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            assertThat(target).hasContent("0123456789");

            WireRequest nowhere = get.downloadTo(folder.resolve("no/such/folder"));
            assertThat(failure(server.url(), nowhere)).hasMessageContaining("could not be stored");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(Wire wire) throws Exception {
        return wire.send(POST, MultiMap.caseInsensitiveMultiMap())
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .status();
    }

    private WireFailure failure(String url, WireRequest request) {
        return failure(wire(url, Duration.ofSeconds(1)), request);
    }

    private WireFailure failure(Wire wire, WireRequest request) {
        Throwable thrown = catchThrowable(() -> wire.send(request, MultiMap.caseInsensitiveMultiMap())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(WireFailure.class);
        return (WireFailure) thrown.getCause();
    }

    /** One connection only, so that a second call waits for the first. */
    private Wire wire(String url, Duration timeout) {
        Transport transport = new Transport(Duration.ofSeconds(2), Duration.ofSeconds(30), 1, null, null);
        return new Wire(pools.connections(transport), url, timeout, 100_000);
    }
}
