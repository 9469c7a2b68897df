// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs the packaged runner with the shipped routes, three real lines and a campaign for each. */
final class FlowRunner implements AutoCloseable {

    static final List<String> CHANNELS = List.of("chert", "linq", "wa");

    private static final String TOKEN = "token-of-the-crm-of-the-bench";
    private static final String SECRET = "00112233445566778899aabbccddeeff";

    /** The lines are never the limit here, so that the flow is. */
    private static final List<String> WIDE_LINES = List.of(
            "-Dcamel.component.chert.max-connections=2048",
            "-Dcamel.component.linq.max-connections=2048",
            "-Dcamel.component.wa.max-connections=2048",
            "-Dcamel.component.wa.max-in-flight=2048");

    private static final int PATIENCE_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    /** The campaign welcome of the shipped routes, once for each provider. */
    private static final String CAMPAIGN =
            """
            - beans:
                - name: bench-%1$s
                  type: io.callingcard.campaign.Campaign
                  properties:
                    channel: %1$s
                    text: "Hi {name}, this is Harbor Books. Save our card, so that you know who writes. Reply STOP for no more."
                    card: send
                    contact: |
                      {"full_name": "Harbor Books", "organization": "Harbor Books",
                       "phones": [{"value": "+12025550143", "label": "work"}]}
                    share: true
                    maxShares: 7
            """;

    private static final String POOL =
            """
            - beans:
                - name: pool
                  type: com.zaxxer.hikari.HikariDataSource
                  properties:
                    jdbcUrl: "%s"
                    maximumPoolSize: 16
            """;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Process process;
    private final String base;
    private final Path log;

    /** The settings that all runners of a measurement share. */
    record Setup(Path jar, Path folder, List<String> options) {

        /** Starts a runner with all routes, which sends to the leads of its database. */
        FlowRunner start(String database, int providerPort) throws Exception {
            return new FlowRunner(this, database, providerPort, true);
        }

        /** Starts a runner that takes leads and sends nothing. */
        FlowRunner intake(String database, int providerPort) throws Exception {
            return new FlowRunner(this, database, providerPort, false);
        }
    }

    private FlowRunner(Setup setup, String database, int providerPort, boolean sends) throws Exception {
        int port = StartBench.freePort();
        base = "http://127.0.0.1:" + port;
        Path home = Files.createTempDirectory(setup.folder(), "runner");
        log = home.resolve("runner.log");
        boolean isFile = !database.startsWith("jdbc:");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.port=" + port,
                "-Dcallingcard.routes=" + routes(setup.jar(), home, database, sends)));
        if (isFile) {
            command.add("-Dcallingcard.ledger.file=" + database);
        }
        command.add("-Dcallingcard.hash-key=hash-key-of-the-bench");
        command.addAll(WIDE_LINES);
        command.addAll(setup.options());
        command.addAll(List.of("-jar", setup.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(lines("http://127.0.0.1:" + providerPort));
        process = builder.start();
        awaitReady();
    }

    private static Map<String, String> lines(String provider) {
        return Map.ofEntries(
                Map.entry("CALLINGCARD_LEADS_TOKEN", TOKEN),
                Map.entry("CALLINGCARD_PAGE_PASSWORD", "of the operator of the bench"),
                Map.entry("CHERT_TENANT", "bench"),
                Map.entry("CHERT_SIGNING_SECRET", SECRET),
                Map.entry("CHERT_BASE_URL", provider + FlowProvider.CHERT),
                Map.entry("LINQ_API_KEY", SECRET),
                Map.entry("LINQ_FROM", "+12025550143"),
                Map.entry("LINQ_BASE_URL", provider + FlowProvider.LINQ),
                Map.entry("WA_DEVICE_ID", "desk"),
                Map.entry("WA_BASE_URL", provider + FlowProvider.WA));
    }

    /** Names the routes of the jar and the campaigns. With PostgreSQL, the bean of the ledger is replaced. */
    private static String routes(Path jar, Path home, String database, boolean sends) throws IOException {
        Path beside = jar.resolve("../../../routes").normalize();
        // A runner that was copied out of its checkout has no routes beside it: those of this checkout have the same
        // names.
        Path shipped = Files.isDirectory(beside) ? beside : Path.of("routes");
        List<String> routes = new ArrayList<>();
        try (Stream<Path> files = Files.list(shipped)) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> sends || name.matches("(beans|errors)\\..*"))
                    .sorted()
                    .forEach(name -> routes.add("classpath:routes/" + name));
        }
        if (database.startsWith("jdbc:")) {
            String beans = Files.readString(shipped.resolve("beans.camel.yaml"))
                    .replaceFirst("file: \"\\{\\{callingcard.ledger.file:[^\n]*", "dataSource: \"#bean:pool\"");
            Path own = home.resolve("beans.camel.yaml");
            Files.writeString(own, POOL.formatted(database) + beans);
            routes.replaceAll(name -> name.endsWith("/beans.camel.yaml") ? "file:" + own : name);
        }
        Path campaigns = home.resolve("bench-campaigns.camel.yaml");
        Files.writeString(campaigns, CHANNELS.stream().map(CAMPAIGN::formatted).collect(Collectors.joining()));
        routes.add("file:" + campaigns);
        return String.join(",", routes);
    }

    private void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IllegalStateException("The runner did not get ready:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(base + "/q/health/ready")))
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the phone number of a lead. */
    static String phone(int number) {
        return "+1415" + (2_000_000 + number);
    }

    /** Posts leads in one call; the providers take turns. */
    void post(int first, int count) throws IOException, InterruptedException {
        String body = IntStream.range(first, first + count)
                .mapToObj(number -> "{\"name\":\"Person " + number + "\",\"phone\":\"" + phone(number)
                        + "\",\"campaign\":\"bench-" + CHANNELS.get(number % CHANNELS.size()) + "\",\"consent\":true}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + "/leads"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":" + count)) {
            throw new IllegalStateException("POST /leads: HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Stops in order, so that the next process finds a ledger that was closed. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The runner does not stop; its log is " + log);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
