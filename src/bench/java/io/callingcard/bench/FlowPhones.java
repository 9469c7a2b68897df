// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;

/** Runs the process with the providers, and asks it for the messages of their phones. */
final class FlowPhones implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final int port;
    private final Process process;

    FlowPhones(int latencyMillis) throws IOException {
        process = Bench.start(List.of(), FlowProvider.class, List.of(Integer.toString(latencyMillis)));
        port = Integer.parseInt(Bench.firstLine(process));
    }

    JsonObject figures() throws IOException, InterruptedException {
        return new JsonObject(get("/figures"));
    }

    /** Returns the time of the first message by number. */
    Map<String, Long> arrivals() throws IOException, InterruptedException {
        Map<String, Long> first = new HashMap<>();
        get("/arrivals")
                .lines()
                .map(line -> line.split(" "))
                .forEach(fields -> first.put(fields[0], Long.parseLong(fields[1])));
        return first;
    }

    private String get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits for the first message. */
    void awaitFirst(Process sender, int seconds) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (figures().getLong("messages") == 0) {
            if (!sender.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("No message came");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
