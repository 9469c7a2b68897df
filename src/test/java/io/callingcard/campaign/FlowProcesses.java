// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.PgBouncer;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

/** Processes with the flows that share one ledger, the twins that they send to, and a CRM that posts leads. */
final class FlowProcesses implements AutoCloseable {

    /** A CRM that tries without a pause would take the processor from the process that starts. */
    private static final int POST_PAUSE_MILLIS = 50;

    final TwinServer twin = TwinServer.start();
    private final String database;
    private final PgBouncer bouncer;
    private final Path folder;
    private final Map<Integer, DatabaseProxy> proxies = new HashMap<>();
    private EmbeddedPostgres postgres;
    private final List<Duration> clocks;
    private final Decision policy;
    private final Class<?> program;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts the processes.
     *
     * @param clocks the error of the clock of each process
     * @param policy what becomes of steps in doubt
     */
    FlowProcesses(Path folder, Ledgers.Kind kind, List<Duration> clocks, Decision policy) throws IOException {
        this(folder, kind, clocks, policy, FlowNode.class);
    }

    FlowProcesses(Path folder, Ledgers.Kind kind, List<Duration> clocks, Decision policy, Class<?> program)
            throws IOException {
        this(folder, kind, false, clocks, policy, program);
    }

    /** Starts processes that reach one PostgreSQL through PgBouncer. */
    static FlowProcesses throughPgBouncer(Path folder, List<Duration> clocks, Decision policy) throws IOException {
        return new FlowProcesses(folder, Ledgers.Kind.POSTGRESQL, true, clocks, policy, FlowNode.class);
    }

    private FlowProcesses(
            Path folder,
            Ledgers.Kind kind,
            boolean hasBouncer,
            List<Duration> clocks,
            Decision policy,
            Class<?> program)
            throws IOException {
        this.program = program;
        this.folder = folder;
        this.clocks = clocks;
        this.policy = policy;
        this.postgres = kind == Ledgers.Kind.POSTGRESQL ? postgres(EventHost.freePort()) : null;
        this.bouncer = hasBouncer ? new PgBouncer(postgres) : null;
        this.database = bouncer != null
                ? bouncer.url("postgres")
                : postgres == null ? folder.resolve("ledger.db").toString() : address(postgres.getPort());
        for (int i = 0; i < clocks.size(); i++) {
            ports.add(EventHost.freePort());
            processes.add(start(i));
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static String address(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** Stops PostgreSQL, which ends all connections, and starts it again. */
    void restartDatabase() throws IOException {
        int port = postgres.getPort();
        postgres.close();
        postgres = postgres(port);
    }

    /** Gives a process another way to the database, which can be cut, and starts it anew. */
    DatabaseProxy restartBehindProxy(int index) throws IOException {
        DatabaseProxy proxy = new DatabaseProxy(postgres.getPort());
        proxies.put(index, proxy);
        killAndRestart(index);
        return proxy;
    }

    private String database(int index) {
        return proxies.containsKey(index) ? address(proxies.get(index).port()) : database;
    }

    private Process start(int index) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.apache.camel.jmx.disabled=true",
                        "-Dorg.quartz.scheduler.skipUpdateCheck=true",
                        "-Dfleet.lines=" + Integer.getInteger("fleet.lines", FleetNode.FEW_LINES),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        ports.get(index).toString(),
                        database(index),
                        Integer.toString(twin.port()),
                        clocks.get(index).toString(),
                        policy.name().toLowerCase(Locale.ROOT))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("node" + index + ".log").toFile()))
                .start();
    }

    /** Opens the shared ledger for reading. */
    ChatLedger ledger() {
        return FlowNode.ledger(database);
    }

    /** Kills a process with SIGKILL. */
    void kill(int index) {
        processes.get(index).destroyForcibly().onExit().join();
    }

    /** Kills a process with SIGKILL and starts another in its place. */
    void killAndRestart(int index) throws IOException {
        processes.get(index).destroyForcibly().onExit().join();
        processes.set(index, start(index));
    }

    /** Stops a process with SIGSTOP: it holds its claims and connections, and does nothing. */
    void freeze(int index) throws IOException {
        signal("STOP", index);
    }

    /** Lets a frozen process go on. */
    void thaw(int index) throws IOException {
        signal("CONT", index);
    }

    private void signal(String signal, int index) throws IOException {
        String pid = Long.toString(processes.get(index).pid());
        new ProcessBuilder("kill", "-" + signal, pid)
                .inheritIO()
                .start()
                .onExit()
                .join();
    }

    /** Returns a lead by number; providers take turns. */
    static Lead lead(int number) {
        String channel = List.of("chert", "linq", "wa").get(number % 3);
        return new Lead(
                null, "Person " + number, "+1415556" + (1000 + number), channel, "welcome", null, null, null, null);
    }

    /** Posts leads as a CRM does: again and again, until they are accepted. */
    void post(int index, List<Lead> leads) throws InterruptedException {
        while (!tryPost(index, leads)) {
            TimeUnit.MILLISECONDS.sleep(POST_PAUSE_MILLIS);
        }
    }

    private boolean tryPost(int index, List<Lead> leads) throws InterruptedException {
        String body = leads.stream().map(FlowProcesses::json).collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(index) + "/leads"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"refused\":[]");
        } catch (IOException e) {
            return false;
        }
    }

    private static String json(Lead lead) {
        try {
            String fields = new ObjectMapper().writeValueAsString(lead);
            return fields.substring(0, fields.length() - 1) + ",\"consent\":true}";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how often a phone shows a step. */
    long shown(Lead lead, String kind) {
        return twin.journal(lead.phone()).stream()
                .map(JournalEntry::kind)
                .filter(kind::equals)
                .count();
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        for (DatabaseProxy proxy : proxies.values()) {
            proxy.close();
        }
        if (bouncer != null) {
            bouncer.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        twin.close();
    }
}
