// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator does at the console, with the real runner and its twins: campaigns, imports, lines. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CampaignConsoleIT {

    private static final int ROWS = 10_000;
    private static final int BAD = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApi OPEN_API = new OpenApi();

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;

    @BeforeAll
    static void start() throws Exception {
        Path routes = folder.resolve("books.camel.yaml");
        Files.writeString(
                routes,
                """
                - beans:
                    - name: books
                      type: io.callingcard.campaign.Campaign
                      properties:
                        channel: chert
                        text: "Hi {name}"
                        card: none
                """);
        runner = new RunnerProcess(
                folder, Map.of(), "-Dcallingcard.routes=classpath:routes/*.camel.yaml,file:" + routes);
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    private static JsonNode get(int status, String path, String described) throws Exception {
        HttpResponse<String> answer = runner.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return OPEN_API.check(described, "get", answer);
    }

    private static JsonNode post(int status, String path, String described, Object body) throws Exception {
        HttpResponse<String> answer = runner.post(path, JSON.writeValueAsString(body), "X-Calling-Card", "console");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return OPEN_API.check(described, "post", answer);
    }

    private static void pause(String campaign, boolean isPaused) throws Exception {
        post(200, "/api/campaigns/" + campaign + "/pause", "/api/campaigns/{name}/pause", Map.of("paused", isPaused));
    }

    private static JsonNode campaign(String name) throws Exception {
        for (JsonNode each : get(200, "/api/campaigns", "/api/campaigns")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void aLedgerInAFileHasNoNodesThatShareIt() throws Exception {
        assertThat(get(200, "/api/nodes", "/api/nodes")).isEmpty();
    }

    private static JsonNode line(String name) throws Exception {
        for (JsonNode each : get(200, "/api/lines", "/api/lines")) {
            if (each.path("line").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name);
    }

    private static List<String> texts(String phone) throws Exception {
        List<String> texts = new ArrayList<>();
        String journal =
                runner.get("/twin/journal?phone=" + phone.replace("+", "%2B")).body();
        for (String line : journal.lines().toList()) {
            JsonNode entry = JSON.readTree(line);
            if (entry.path("kind").asText().equals("text")) {
                texts.add(entry.path("content").toString());
            }
        }
        return texts;
    }

    private static void lead(String campaign, String phone) throws Exception {
        HttpResponse<String> answer = runner.post(
                "/leads",
                JSON.writeValueAsString(Map.of("name", "Ada", "phone", phone, "campaign", campaign, "consent", true)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** 9,900 people, and 100 rows of which each is wrong in one of four ways. */
    private static String file() {
        StringBuilder rows = new StringBuilder("Mobile;First name;Opt-in\n");
        for (int i = 0; i < ROWS; i++) {
            String number = "+1212555" + String.format("%04d", i);
            boolean isBad = i % (ROWS / BAD) == 7;
            if (!isBad) {
                rows.append(number).append(";Ada;yes\n");
            } else {
                rows.append(
                        switch (i / (ROWS / BAD) % 4) {
                            case 0 -> "2125550100;Ada;yes\n";
                            case 1 -> number + ";Ada;no\n";
                            case 2 -> number + ";=HYPERLINK(1);perhaps\n";
                            default -> number + ";Ada;yes;more\n";
                        });
            }
        }
        return rows.toString();
    }

    @Test
    @Order(1)
    void aChangeNeedsTheHeadersOfTheConsole() throws Exception {
        String path = "/api/campaigns/welcome/pause";
        String body = "{\"paused\": true}";
        HttpResponse<String> bare = runner.post(path, body);
        assertThat(bare.statusCode()).isEqualTo(403);
        OPEN_API.check("/api/campaigns/{name}/pause", "post", bare);
        assertThat(runner.post(path, body, "X-Calling-Card", "console", "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(runner.get(path).statusCode()).isEqualTo(405);
        assertThat(campaign("welcome").path("paused").asBoolean()).isFalse();
        post(404, "/api/campaigns/none/pause", "/api/campaigns/{name}/pause", Map.of("paused", true));
        post(422, path, "/api/campaigns/{name}/pause", Map.of("paused", "yes"));
    }

    @Test
    @Order(2)
    void aFileIsCheckedImportedAndImportedAgain() throws Exception {
        pause("welcome", true);
        Map<String, Object> request = Map.of("campaign", "welcome", "content", file());
        JsonNode check = post(200, "/api/import/check", "/api/import/check", request);
        assertThat(check.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(check.path("leads").asInt()).isEqualTo(ROWS - BAD);
        assertThat(check.path("refused").asInt()).isEqualTo(BAD);
        assertThat(check.path("messages").asInt()).isEqualTo(2 * (ROWS - BAD));
        assertThat(check.path("columns"))
                .extracting(column -> column.path("field").asText())
                .containsExactly("phone", "name", "consent");
        assertThat(check.path("refusals")).hasSize(BAD);
        assertThat(check.at("/refusals/0/line").asInt()).isEqualTo(9);
        assertThat(check.at("/refusals/0/field").asText()).isEqualTo("phone");
        assertThat(campaign("welcome").path("waiting").asInt()).isZero();

        JsonNode first = imported(request);
        assertThat(first.path("added").asInt()).isEqualTo(ROWS - BAD);
        assertThat(first.path("refused").asInt()).isEqualTo(BAD);
        assertThat(first.path("duplicates").asInt()).isZero();

        JsonNode again = imported(request);
        assertThat(again.path("added").asInt()).isZero();
        assertThat(again.path("duplicates").asInt()).isEqualTo(ROWS - BAD);
        assertThat(texts("+12125550001")).isEmpty();
    }

    private static JsonNode imported(Map<String, Object> request) throws Exception {
        String id = post(202, "/api/import", "/api/import", request).path("id").asText();
        JsonNode[] last = new JsonNode[1];
        // A page of a browser asks as often.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            last[0] = get(200, "/api/import/" + id, "/api/import/{id}");
            return !last[0].path("state").asText().equals("RUNNING");
        });
        assertThat(last[0].path("state").asText()).as(last[0].toString()).isEqualTo("DONE");
        assertThat(last[0].path("done").asInt()).isEqualTo(ROWS);
        assertThat(last[0].path("rows").asInt()).isEqualTo(ROWS);
        HttpResponse<String> refused = runner.get("/api/import/" + id + "/refused.csv");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("refused.csv"));
        assertThat(refused.body().lines()).hasSize(BAD + 1);
        assertThat(refused.body()).contains("'=HYPERLINK(1)").doesNotContain(";=HYPER", ",=HYPER");
        return last[0];
    }

    @Test
    @Order(3)
    void anImportThatIsWrongIsRefusedAtOnce() throws Exception {
        String path = "/api/import/check";
        post(404, path, path, Map.of("campaign", "none", "content", "phone\n"));
        post(422, path, path, Map.of("campaign", "welcome"));
        post(422, path, path, Map.of("campaign", "welcome", "content", "a\n1\n", "columns", Map.of("phone", "b")));
        get(404, "/api/import/none", "/api/import/{id}");
        assertThat(runner.get("/api/import/none/refused.csv").statusCode()).isEqualTo(404);
        String large = "{\"campaign\": \"welcome\", \"content\": \"" + "x".repeat(33 << 20) + "\"}";
        assertThat(RunnerProcess.raw(runner.port(), "POST", path, "Host: localhost\r\nX-Calling-Card: console", large))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    @Order(4)
    void aPausedCampaignSendsWhenItIsResumedAndEachPersonOnce() throws Exception {
        pause("event", true);
        List<Map<String, Object>> guests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            guests.add(Map.of(
                    "name",
                    "Ada",
                    "phone",
                    "+141555502" + (10 + i),
                    "campaign",
                    "event",
                    "event",
                    "Fair",
                    "consent",
                    true));
        }
        assertThat(runner.post("/leads", JSON.writeValueAsString(guests)).statusCode())
                .isEqualTo(200);
        // Of another campaign all arrives meanwhile.
        lead("support", "+14155550172");
        Awaitility.await().until(() -> texts("+14155550172").size() >= 1);
        assertThat(texts("+14155550210")).isEmpty();
        assertThat(runner.get("/api/people/%2B14155550210/story").body()).contains("hold.campaign-paused");
        assertThat(campaign("event").path("paused").asBoolean()).isTrue();
        pause("event", false);
        for (Map<String, Object> guest : guests) {
            String phone = (String) guest.get("phone");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !texts(phone)
                    .isEmpty());
            assertThat(texts(phone)).hasSize(1);
        }
    }

    @Test
    @Order(5)
    void anEditArrivesAsEditedAndItsFileCanBeLoaded() throws Exception {
        JsonNode before = campaign("support");
        assertThat(before.path("edited").asBoolean()).isFalse();
        ObjectMapper mapper = new ObjectMapper();
        JsonNode definition = mapper.readTree(
                before.path("definition").toString().replace("This is the direct line", "Here is the direct line"));
        JsonNode saved = post(
                200,
                "/api/campaigns/support",
                "/api/campaigns/{name}",
                Map.of("definition", definition, "note", "shorter", "version", 0));
        assertThat(saved.path("version").asInt()).isEqualTo(1);
        post(409, "/api/campaigns/support", "/api/campaigns/{name}", Map.of("definition", definition, "version", 0));
        post(422, "/api/campaigns/support", "/api/campaigns/{name}", Map.of("definition", Map.of("txt", "x")));
        Awaitility.await().until(() -> campaign("support").path("edited").asBoolean());
        lead("support", "+14155550173");
        Awaitility.await().until(() -> texts("+14155550173").size() >= 1);
        assertThat(texts("+14155550173").get(0)).contains("Here is the direct line");
        JsonNode versions = get(200, "/api/campaigns/support/versions", "/api/campaigns/{name}/versions");
        assertThat(versions.at("/0/note").asText()).isEqualTo("shorter");

        HttpResponse<String> yaml = runner.get("/api/campaigns/support.yaml");
        assertThat(yaml.statusCode()).isEqualTo(200);
        Path file = folder.resolve("support.camel.yaml");
        Files.writeString(file, yaml.body().replace("name: support", "name: exported"));
        RunnerProcess.Answer checked = RunnerProcess.command(
                folder, List.of("-Dcallingcard.routes=classpath:routes/*.camel.yaml,file:" + file), "check");
        assertThat(checked.words()).contains("No problems").doesNotContain("support.camel.yaml:");

        post(200, "/api/campaigns/support", "/api/campaigns/{name}", Collections.singletonMap("definition", null));
        Awaitility.await().until(() -> !campaign("support").path("edited").asBoolean());
    }

    @Test
    @Order(6)
    void thePreviewShowsWhatEachLineLoses() throws Exception {
        JsonNode welcome = campaign("welcome");
        assertThat(welcome.path("preview")).hasSize(3);
        for (JsonNode preview : welcome.path("preview")) {
            assertThat(preview.has("problem")).as(preview.toString()).isFalse();
            assertThat(preview.at("/messages/0/text").asText()).startsWith("Hi Ada, this is Harbor Books");
            assertThat(preview.at("/messages/1/card/name").asText()).isEqualTo("Harbor Books");
            assertThat(preview.at("/messages/1/card/phone").asText()).isEqualTo("+12025550143");
        }
        assertThat(get(200, "/api/campaigns/welcome/plan?leads=10", "/api/campaigns/{name}/plan")
                        .path("leads")
                        .asInt())
                .isEqualTo(10);
        get(400, "/api/campaigns/welcome/plan?leads=x", "/api/campaigns/{name}/plan");
        get(404, "/api/campaigns/none/plan", "/api/campaigns/{name}/plan");
    }

    @Test
    @Order(7)
    void aLineIsPausedAndItsDeviceLogsIn() throws Exception {
        String path = "/api/lines/wa/pause";
        String described = "/api/lines/{line}/pause";
        post(422, path, described, Map.of("until", "2020-01-01T00:00:00Z"));
        post(404, "/api/lines/smoke/pause", described, Map.of("until", "2099-01-01T00:00:00Z"));
        post(200, path, described, Map.of("until", "2099-01-01T00:00:00Z"));
        assertThat(line("wa").path("state").asText()).isEqualTo("PAUSED");
        lead("support", "+14155550174");
        lead("books", "+14155550175");
        Awaitility.await().until(() -> texts("+14155550175").size() == 1);
        assertThat(texts("+14155550174")).isEmpty();
        post(200, path, described, Collections.singletonMap("until", null));
        Awaitility.await().until(() -> texts("+14155550174").size() >= 1);

        assertThat(line("wa").at("/device/logged_in").asBoolean()).isTrue();
        assertThat(line("linq").at("/card").has("active")).isTrue();
        String login = "/api/lines/wa/login";
        String loginDescribed = "/api/lines/{line}/login";
        post(502, login, loginDescribed, Map.of("way", "qr"));
        runner.get("/twin/wa/app/logout", "X-Device-Id", "twin");
        JsonNode qr = post(200, login, loginDescribed, Map.of("way", "qr"));
        assertThat(qr.path("qr").asText()).startsWith("data:image/png;base64,iVBORw");
        JsonNode code = post(200, login, loginDescribed, Map.of("way", "code", "phone", "+12025550147"));
        assertThat(code.path("code").asText()).isEqualTo("ABCD-1234");
        assertThat(line("wa").at("/device/logged_in").asBoolean()).isFalse();
        post(422, login, loginDescribed, Map.of("way", "smoke"));
        post(422, "/api/lines/chert/login", loginDescribed, Map.of("way", "qr"));
    }
}
