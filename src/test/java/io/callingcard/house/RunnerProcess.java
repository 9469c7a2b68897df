// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Runs the jar of the runner on a free port, with an empty ledger. */
final class RunnerProcess implements AutoCloseable {

    private static final String PORT = "-Dquarkus.http.port=";

    /** A process lives for seconds: the second compiler would cost more than it saves. */
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    /** Longer than the runner waits for messages in progress. */
    private static final long SECONDS_TO_STOP = 45;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final String base;
    final Path log;
    final Path ledger;
    private final Process process;

    /**
     * Starts a runner and waits until it is ready.
     *
     * @param folder      for the ledger and the log
     * @param environment additional environment variables
     */
    RunnerProcess(Path folder, Map<String, String> environment, String... options) throws IOException {
        int port = Stream.of(options)
                .filter(option -> option.startsWith(PORT))
                .map(option -> Integer.valueOf(option.substring(PORT.length())))
                .findFirst()
                .orElse(freePort());
        base = "http://localhost:" + port;
        log = folder.resolve("runner-" + port + ".log");
        ledger = folder.resolve("ledger-" + port + ".db");
        process = start(port, environment, options);
        await(
                process,
                log,
                Duration.ofSeconds(120),
                () -> get("/q/health/ready").statusCode() == 200);
    }

    /** Waits until a process is ready. Fails with its log, and ends it, if the time is over or it has ended by itself. */
    static void await(Process process, Path log, Duration patience, Callable<Boolean> isReady) throws IOException {
        try {
            Awaitility.await().atMost(patience).ignoreExceptions().until(() -> !process.isAlive() || isReady.call());
        } catch (ConditionTimeoutException e) {
            process.destroyForcibly().onExit().join();
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("The process did not get ready:\n" + Files.readString(log));
        }
    }

    private Process start(int port, Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(PORT + port, "-Dcallingcard.ledger.file=" + ledger));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("callingcard.runner")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The exit code and output of a command. */
    record Answer(int code, String words) {}

    /** Runs a command of the jar. */
    static Answer command(Path folder, List<String> options, String... words) throws Exception {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("callingcard.runner")));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), said);
    }

    /** Starts the runner with settings that it should refuse. The code is -1 if it runs nevertheless. */
    static Answer refusal(Path folder, Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(JAVA);
        // Before the options, which may name another port.
        command.add(PORT + freePort());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("callingcard.runner")));
        Path log = folder.resolve("refusal.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean isOver = process.waitFor(60, TimeUnit.SECONDS);
        process.destroy();
        int code = process.onExit().join().exitValue();
        return new Answer(isOver ? code : -1, Files.readString(log));
    }

    /** Sends a request with any headers, and returns the whole answer. */
    static String raw(int port, String method, String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            String head = method + " " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            Thread writer = new Thread(() -> write(socket, body));
            writer.start();
            return read(socket);
        }
    }

    /** The runner may answer and hang up before the body ends. */
    private static void write(Socket socket, String body) {
        try {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The answer tells why.
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            if (answer.size() == 0) {
                throw e;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    int port() {
        return URI.create(base).getPort();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)), headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request with a token and a media type. */
    HttpResponse<String> send(String method, String path, String type, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return send(request, "Content-Type", type, "Authorization", token);
    }

    HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                headers);
    }

    /** Returns a free port. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks the process to end, with SIGTERM. Does not wait. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end of the process. Returns whether it ended in time. */
    boolean isEnded(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the process, by force if it does not end by itself: one without memory never does. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .thenCompose(late -> late.destroyForcibly().onExit())
                .join();
    }
}
