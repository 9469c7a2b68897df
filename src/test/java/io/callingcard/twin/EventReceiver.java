// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;

import static org.awaitility.Awaitility.await;

/** Receives events on a loopback port, and answers as a test wants. */
final class EventReceiver implements AutoCloseable {

    /** An event as it arrived. */
    record Received(Headers headers, byte[] body) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        String type() {
            return json().path("event_type").asText();
        }

        JsonNode data() {
            return json().path("data");
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** All events, in order of arrival. */
    final List<Received> all = new CopyOnWriteArrayList<>();
    /** The statuses of the next answers; then 200. */
    final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    /** The headers of each answer. */
    volatile Map<String, String> answers = Map.of();

    /** Runs when an event has arrived, before it is answered. */
    volatile Runnable arrived = () -> {};

    private final HttpServer server;

    EventReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", exchange -> {
            Integer status = statuses.poll();
            answers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            all.add(new Received(
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
            arrived.run();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** Waits for the next event of a type after so many of it. */
    Received nth(String type, int before) {
        await().atMost(Duration.ofSeconds(10)).until(() -> ofType(type).size() > before);
        return ofType(type).get(before);
    }

    Received first(String type) {
        return nth(type, 0);
    }

    List<Received> ofType(String type) {
        return all.stream().filter(each -> each.type().equals(type)).toList();
    }

    List<String> types() {
        return all.stream().map(Received::type).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
