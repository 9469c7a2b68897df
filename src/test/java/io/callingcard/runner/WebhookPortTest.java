// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WebhookPortTest {

    private static final String CALL = "POST /webhooks/chert HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();
    private WebhookPort webhooks;
    private int port;

    private void open(int most, Duration head, Duration between) {
        webhooks = new WebhookPort(vertx, most, head, between);
        port = webhooks.open("127.0.0.1", 0, request -> request.response().end("good"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String untilClosed(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void closesAConnectionWhoseFirstHeadIsSlow() throws IOException {
        open(10, Duration.ofMillis(300), Duration.ofSeconds(60));
        Socket idle = connect();
        Socket slow = connect();
        send(slow, "POST /webhooks/chert HTTP/1.1\r\nHost");
        assertThat(untilClosed(idle)).isEmpty();
        assertThat(untilClosed(slow)).isEmpty();
        await().until(() -> webhooks.timers().isEmpty());
    }

    @Test
    void closesAConnectionWhoseNextHeadIsSlow() throws IOException {
        open(10, Duration.ofSeconds(60), Duration.ofSeconds(1));
        Socket socket = connect();
        send(socket, CALL + CALL + "POST /webhooks/che");
        assertThat(untilClosed(socket)).contains("good").endsWith("good");
        await().until(() -> webhooks.timers().isEmpty());
    }

    @Test
    void closesConnectionsBeyondTheLimit() throws IOException {
        open(3, Duration.ofSeconds(60), Duration.ofSeconds(60));
        List<Socket> held = List.of(connect(), connect(), connect());
        await().until(() -> webhooks.timers().size() == 3);
        assertThat(untilClosed(connect())).isEmpty();
        held.get(0).close();
        await().until(() -> webhooks.timers().size() == 2);
        Socket next = connect();
        send(next, CALL);
        assertThat(new String(next.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                .isEqualTo("HTTP/1.1 200");
    }
}
