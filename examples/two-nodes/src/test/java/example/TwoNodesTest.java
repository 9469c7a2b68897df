package example;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Starts two nodes with one PostgreSQL and sends each lead to both. */
class TwoNodesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** A node in its own process. */
    private record Node(Process process, int port, Path log) {

        boolean isUp() {
            try {
                return lead("x").statusCode() == 200;
            } catch (IOException | InterruptedException e) {
                return false;
            }
        }

        HttpResponse<String> lead(String phone) throws IOException, InterruptedException {
            String lead = "{\"name\": \"Ada\", \"phone\": \"" + phone
                    + "\", \"campaign\": \"welcome\", \"channel\": \"chert\", \"consent\": true}";
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/leads"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(lead))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }

        long ticks() throws IOException {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.endsWith(" tick"))
                    .count();
        }
    }

    private Node node(TwinServer twin, int database) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path log = folder.resolve("node-" + port + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dcamel.server.port=" + port,
                        "-Ddb.url=jdbc:postgresql://localhost:" + database + "/postgres",
                        "-Dtick.cron=* * * * * ?",
                        "-Dcamel.component.chert.base-url=" + twin.root("chert"),
                        "org.apache.camel.main.Main")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Node(process, port, log);
    }

    private static void quartzTables(Connection connection) throws Exception {
        try (InputStream file = TwoNodesTest.class.getResourceAsStream(
                        "/org/quartz/impl/jdbcjobstore/tables_postgres.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> kinds(TwinServer twin, String phone) {
        return twin.journal(phone).stream().map(JournalEntry::kind).toList();
    }

    private static String phone(int number) {
        return "+1415555" + (1000 + number);
    }

    @Test
    void eachIsWelcomedOnceAndTimersFireOnce() throws Exception {
        List<Node> nodes = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                TwinServer twin = TwinServer.start()) {
            quartzTables(connection);
            nodes.add(node(twin, postgres.getPort()));
            nodes.add(node(twin, postgres.getPort()));
            for (Node node : nodes) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(node::isUp);
            }
            for (int i = 0; i < 20; i++) {
                for (Node node : nodes) {
                    assertEquals(200, node.lead(phone(i)).statusCode());
                }
            }
            for (int i = 0; i < 20; i++) {
                String each = phone(i);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> kinds(twin, each).equals(List.of("text", "card")));
            }
            try (Statement statement = connection.createStatement();
                    ResultSet states = statement.executeQuery("SELECT COUNT(*) FROM qrtz_scheduler_state")) {
                states.next();
                assertEquals(2, states.getInt(1));
            }
            // A timer that fires every second must fire on one node, not on both.
            long before = nodes.get(0).ticks() + nodes.get(1).ticks();
            long start = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> nodes.get(0).ticks() + nodes.get(1).ticks() >= before + 8);
            assertTrue(System.nanoTime() - start > 6_000_000_000L, "more than one tick a second");

            nodes.get(0).process().destroyForcibly().waitFor();
            assertEquals(200, nodes.get(1).lead(phone(99)).statusCode());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> kinds(twin, phone(99)).equals(List.of("text", "card")));
            long left = nodes.get(1).ticks();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> nodes.get(1).ticks() > left + 2);
        } finally {
            nodes.forEach(node -> node.process().destroyForcibly());
        }
    }
}
