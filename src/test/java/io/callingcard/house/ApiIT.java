// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every answer of /leads and /cards that a running process can give is as the OpenAPI document says. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiIT {

    private static final String TOKEN = "Bearer canary-token";
    private static final String LEADS = "/leads";
    private static final String CARDS = "/cards";
    private static final String LEAD =
            "{\"name\": \"canary-name\", \"phone\": \"+14155550161\", \"campaign\": \"welcome\", \"consent\": true}";
    private static final String CONTACT =
            "\"contact\": {\"full_name\": \"canary-name\", \"phones\": [{\"value\":" + " \"+12025550143\"}]}";
    private static final String CARD = "{\"to\": \"+14155550162\", \"text\": \"canary-text\", " + CONTACT + "}";

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;
    private static final int MEGABYTE = 1_000_000;
    private static final OpenApi OPEN_API = new OpenApi();

    @BeforeAll
    static void start() throws IOException {
        runner = new RunnerProcess(folder, Map.of("CALLINGCARD_LEADS_TOKEN", "canary-token"));
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    private static JsonNode post(int status, String path, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("Authorization", TOKEN));
        all.addAll(List.of(headers));
        return check(status, path, runner.post(path, body, all.toArray(String[]::new)));
    }

    private static JsonNode check(int status, String path, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("canary", "415555", "Exception");
        return OPEN_API.check(path.replaceAll("\\?.*", ""), "post", answer);
    }

    @Test
    @Order(1)
    void leads() throws Exception {
        assertThat(post(200, LEADS + "?dryRun=true", LEAD).path("accepted").asInt())
                .isEqualTo(1);
        JsonNode some = post(207, LEADS, "[" + LEAD + ", " + LEAD + ", {\"name\": \"canary-name\"}]");
        assertThat(some.path("accepted").asInt()).isEqualTo(1);
        assertThat(some.path("known").asInt()).isEqualTo(1);
        assertThat(some.at("/refused/0/record").asInt()).isEqualTo(3);
        assertThat(post(422, LEADS, LEAD.replace("+1", "")).path("field").asText())
                .isEqualTo("phone");
        post(400, LEADS, "");
        post(400, LEADS, "nonsense");
        post(400, LEADS + "?dryrun=true", LEAD);
        post(413, LEADS, "x".repeat(2_000_000));
        post(403, LEADS, LEAD, "Origin", "http://elsewhere.example");
    }

    @Test
    @Order(2)
    void cards() throws Exception {
        JsonNode sent = post(200, CARDS, CARD);
        assertThat(sent.path("chat_id").asText()).startsWith("ch_");
        assertThat(sent.path("sent")).hasSize(2);
        JsonNode number = post(422, CARDS, CARD.replace("+1415", "415"));
        assertThat(number.path("field").asText()).isEqualTo("to");
        assertThat(number.path("sent")).isEmpty();
        post(400, CARDS, "[]");
        post(413, CARDS, "x".repeat(2_000_000));
        post(403, CARDS, CARD, "Origin", "http://elsewhere.example");
        fault("\"provider\": \"wa\", \"kind\": \"RESET_AFTER_DELIVERY\", \"path\": \"contact\"");
        JsonNode doubt = post(504, CARDS, CARD.replace("{\"to\"", "{\"via\": \"wa\", \"to\""));
        assertThat(doubt.path("step").asText()).isEqualTo("send-contact");
        assertThat(doubt.path("outcome").asText()).isEqualTo("IN_DOUBT");
        assertThat(doubt.path("sent")).extracting(JsonNode::asText).containsExactly("send-text");
        fault("\"provider\": \"wa\", \"kind\": \"ERROR\", \"path\": \"contact\", \"code\": \"WA_REACHOUT_TIMELOCK\"");
        JsonNode failed = post(502, CARDS, CARD.replace("{\"to\"", "{\"via\": \"wa\", \"to\""));
        assertThat(failed.path("sent")).extracting(JsonNode::asText).containsExactly("send-text");
    }

    private static void fault(String members) throws Exception {
        assertThat(runner.post("/twin/control/faults", "{\"method\": \"POST\", " + members + "}")
                        .statusCode())
                .isLessThan(300);
    }

    @Test
    @Order(3)
    void strangersAndMistakes() throws Exception {
        for (String path : List.of(LEADS, CARDS)) {
            HttpResponse<String> stranger = runner.post(path, LEAD);
            check(401, path, stranger);
            assertThat(stranger.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            check(405, path, runner.get(path, "Authorization", TOKEN));
            String token = "\r\nAuthorization: " + TOKEN;
            assertThat(RunnerProcess.raw(runner.port(), "POST", path, "Host: evil.example" + token, LEAD))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("application/problem+json", "/problems/foreign-host");
            OPEN_API.seen().add(path + " 421");
            check(415, path, runner.send("POST", path, "application/x-www-form-urlencoded", "a=b", TOKEN));
        }
        HttpResponse<String> document = runner.get("/openapi.yaml");
        assertThat(document.body()).isEqualTo(OpenApi.read());
        HttpResponse<String> page = runner.get("/problems/foreign-host");
        assertThat(page.body()).contains("callingcard.hosts");
    }

    /** Bodies that never end use up their budget for a while, and not more. */
    @Test
    @Tag("full")
    @Order(4)
    void slowBodies() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            slow.add(slowBody(CARDS));
            slow.add(slowBody(LEADS));
            for (String path : List.of(LEADS, CARDS)) {
                HttpResponse<String> busy = fill(path, slow);
                check(503, path, busy);
                assertThat(busy.headers().firstValue("Retry-After")).contains("5");
            }
            for (int i = 0; i < 2; i++) {
                String answer = new String(slow.get(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 408 ").contains("/problems/slow-body");
                String path = i == 0 ? CARDS : LEADS;
                assertThat(OPEN_API.described(path)).contains(path + " 408");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Awaitility.await().untilAsserted(() -> post(200, LEADS, LEAD));
    }

    /**
     * Begins bodies until a whole body is refused, and returns that answer. A whole body may take the place of one that
     * has just begun, so their number is not known before.
     */
    private static HttpResponse<String> fill(String path, List<Socket> slow) throws Exception {
        HttpResponse<String> answer = runner.post(path, " ".repeat(MEGABYTE), "Authorization", TOKEN);
        while (answer.statusCode() == 400 && slow.size() < 64) {
            slow.add(slowBody(LEADS));
            answer = runner.post(path, " ".repeat(MEGABYTE), "Authorization", TOKEN);
        }
        return answer;
    }

    /** Sends all of a body but its last byte. */
    private static Socket slowBody(String path) throws Exception {
        Socket socket = new Socket("localhost", runner.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + TOKEN
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + MEGABYTE + "\r\n\r\n"
                                + " ".repeat(MEGABYTE - 1))
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The last: afterwards no token is accepted for a minute. */
    @Test
    @Order(5)
    void logins() throws Exception {
        for (int i = 0; i < 10; i++) {
            check(401, LEADS, runner.post(LEADS, LEAD, "Authorization", "Bearer canary-guess"));
        }
        for (String path : List.of(LEADS, CARDS)) {
            HttpResponse<String> answer = runner.post(path, LEAD, "Authorization", TOKEN);
            check(429, path, answer);
            assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
        }
        TreeSet<String> described = new TreeSet<>(OPEN_API.described(LEADS));
        described.addAll(OPEN_API.described(CARDS));
        // HttpApiTest sees these: a process without flows, a card for a person who opted out, and a bug.
        described.removeIf(each -> each.endsWith(" 404") || each.endsWith(" 409") || each.endsWith(" 500"));
        // slowBodies sees these.
        described.removeIf(each -> each.endsWith(" 408") || each.endsWith(" 503"));
        TreeSet<String> seen = new TreeSet<>(OPEN_API.seen());
        assertThat(seen).isEqualTo(described);
        assertThat(Files.readString(runner.log)).doesNotContain("canary", "4155550161", "4155550162");
    }
}
