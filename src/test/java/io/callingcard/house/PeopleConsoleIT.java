// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator's console asks of a running process, and what it changes. */
class PeopleConsoleIT {

    private static final String[] MARK = {"X-Calling-Card", "console"};
    private static final String ADA = "+14155550171";
    private static final String BOB = "+14155550172";
    private static final String CY = "+14155550173";

    @TempDir
    Path folder;

    private final OpenApi openApi = new OpenApi();

    private static String lead(String name, String phone) {
        return "{\"name\": \"" + name + "\", \"phone\": \"" + phone
                + "\", \"campaign\": \"welcome\", \"consent\": true}";
    }

    private JsonNode get(RunnerProcess runner, String address, String query, String... headers) throws Exception {
        HttpResponse<String> answer = runner.get(address + query, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return openApi.check(address, "get", answer);
    }

    private JsonNode person(RunnerProcess runner, String query, String... headers) throws Exception {
        return get(runner, "/api/people", query, headers).at("/people/0");
    }

    private HttpResponse<String> act(RunnerProcess runner, String id, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(MARK));
        all.addAll(List.of(headers));
        return runner.post("/api/people/" + id + "/actions", body, all.toArray(String[]::new));
    }

    private JsonNode acted(RunnerProcess runner, int status, String id, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = act(runner, id, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return openApi.check("/api/people/{id}/actions", "post", answer);
    }

    private JsonNode story(RunnerProcess runner, String id) throws Exception {
        HttpResponse<String> answer = runner.get("/api/people/" + id + "/story");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return openApi.check("/api/people/{number}/story", "get", answer);
    }

    private static JsonNode offered(JsonNode story, String action) {
        for (JsonNode each : story.path("actions")) {
            if (each.path("action").asText().equals(action)) {
                return each;
            }
        }
        return null;
    }

    /** Leads, a STOP, a doubt of a twin, and each action with its line in the audit log. */
    @Test
    void anOperatorSeesAndChanges() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of())) {
            JsonNode session = get(runner, "/api/session", "");
            assertThat(session.path("role").asText()).isEqualTo("operator");
            assertThat(session.path("twins").asBoolean()).isTrue();
            assertThat(session.path("lines")).hasSize(3);

            runner.post("/leads", lead("Ada", ADA));
            Awaitility.await().untilAsserted(() -> assertThat(person(runner, "?q=5550171&state=sent")
                            .path("number")
                            .asText())
                    .isEqualTo(ADA));
            runner.post(
                    "/twin/control/faults",
                    "{\"method\": \"POST\", \"provider\": \"chert\", \"kind\": \"RESET_AFTER_DELIVERY\","
                            + " \"path\": \"/messages$\"}");
            runner.post("/leads", lead("Bob", BOB));
            Awaitility.await().untilAsserted(() -> assertThat(
                            person(runner, "?q=bob").path("state").asText())
                    .isIn("in_doubt", "sent"));

            JsonNode overview = get(runner, "/api/overview", "");
            assertThat(overview.at("/counts/all/sent").asInt()).isPositive();
            assertThat(get(runner, "/api/forecast", "").path("hours").size()).isPositive();
            String ada = person(runner, "?q=ada").path("id").asText();
            assertThat(ada).doesNotContain("415");
            assertThat(story(runner, ada).path("person").asText()).isEqualTo(ADA);

            assertThat(acted(runner, 200, ada, "{\"action\": \"opt-out\", \"reason\": \"phone call\"}")
                            .path("code")
                            .asText())
                    .isEqualTo("OPTED_OUT");
            acted(runner, 409, ada, "{\"action\": \"opt-out\"}");
            assertThat(person(runner, "?state=opted_out").path("number").asText())
                    .isEqualTo(ADA);
            acted(runner, 200, ada, "{\"action\": \"opt-in\"}");
            acted(runner, 422, ada, "{\"action\": \"explode\"}");
            acted(runner, 422, ada, "{\"action\": \"resolve\", \"as\": \"perhaps\"}");
            acted(runner, 409, ada, "{\"action\": \"resolve\", \"as\": \"sent\", \"key\": \"x\"}");
            acted(runner, 400, ada, "[]");
            acted(runner, 404, "+14155550199", "{\"action\": \"forget\"}");
            acted(runner, 200, ada, "{\"action\": \"forget\"}");
            assertThat(get(runner, "/api/people", "?q=ada").path("people")).isEmpty();
            acted(runner, 404, ada, "{\"action\": \"forget\"}");

            HttpResponse<String> unmarked = runner.post("/api/people/" + ada + "/actions", "{\"action\": \"forget\"}");
            assertThat(unmarked.statusCode()).isEqualTo(403);
            openApi.check("/api/people/{id}/actions", "post", unmarked);
            assertThat(act(runner, ada, "{\"action\": \"forget\"}", "Origin", "http://elsewhere.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(runner.send("POST", "/api/people/" + ada + "/actions", "text/plain", "{}", "none")
                            .statusCode())
                    .isIn(403, 415);
            for (String query : List.of("?state=gone", "?cursor=x", "?limit=0", "?limit=many", "?canary=1")) {
                HttpResponse<String> wrong = runner.get("/api/people" + query);
                assertThat(wrong.statusCode()).as(query).isEqualTo(400);
                openApi.check("/api/people", "get", wrong);
            }

            JsonNode audit = get(runner, "/api/audit", "?limit=2");
            assertThat(audit.path("entries"))
                    .extracting(entry -> entry.path("action").asText())
                    .containsExactly("forget", "opt-in");
            JsonNode rest =
                    get(runner, "/api/audit", "?cursor=" + audit.path("next").asText());
            assertThat(rest.at("/entries/0/details").asText()).isEqualTo("phone call");
            HttpResponse<String> csv = runner.get("/api/audit.csv");
            openApi.check("/api/audit.csv", "get", csv);
            assertThat(csv.body().lines()).hasSize(4).first().isEqualTo("at,user,action,target,details");
            assertThat(csv.body()).doesNotContain(ADA);
            assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
            assertThat(RunnerProcess.command(
                                    folder, List.of("-Dcallingcard.ledger.file=" + runner.ledger), "ledger", "audit")
                            .words())
                    .contains("opt-out", "operator");
            assertThat(RunnerProcess.command(folder, List.of("-Dcallingcard.ledger.file=" + runner.ledger), "forecast")
                            .words())
                    .contains("welcome: 0 leads wait.");
        }
    }

    /** A doubt that no history settles, because the policy is to ask. */
    @Test
    void anOperatorResolvesADoubtAndSetsLeadsAside() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(
                folder,
                Map.of(),
                "-Dcallingcard.settle.cron=0 0 0 1 1 ?",
                "-Dcallingcard.settle.wait=300s",
                "-Dcallingcard.settle.policy=ask")) {
            runner.post(
                    "/twin/control/faults",
                    "{\"method\": \"POST\", \"provider\": \"wa\", \"kind\": \"RESET_AFTER_DELIVERY\","
                            + " \"path\": \"contact\"}");
            runner.post("/leads", lead("Cy", CY).replace("\"name\"", "\"channel\": \"wa\", \"name\""));
            Awaitility.await().untilAsserted(() -> assertThat(
                            person(runner, "?state=in_doubt").path("name").asText())
                    .isEqualTo("Cy"));
            String cy = person(runner, "?q=cy").path("id").asText();
            Awaitility.await().until(() -> offered(story(runner, cy), "set-aside") != null);
            String lead = offered(story(runner, cy), "set-aside").path("lead").asText();
            String key = offered(story(runner, cy), "resolve").path("key").asText();
            assertThat(lead + key).doesNotContain("415");
            Map<String, String> bodies = new HashMap<>();
            bodies.put("set-aside", ", \"lead\": \"" + lead + "\", \"reason\": \"asks later\"");
            bodies.put("retry", ", \"lead\": \"" + lead + "\"");
            bodies.put("resolve", ", \"key\": \"" + key + "\", \"as\": \"sent\"");
            for (String action : List.of("set-aside", "resolve", "retry")) {
                String body = "{\"action\": \"" + action + "\"" + bodies.get(action) + "}";
                acted(runner, 200, cy, body);
                acted(runner, 409, cy, body);
            }
            Awaitility.await().untilAsserted(() -> assertThat(
                            person(runner, "?q=cy").path("state").asText())
                    .isEqualTo("sent"));
            String journal =
                    runner.get("/twin/journal?phone=" + CY.replace("+", "%2B")).body();
            // The text and the card arrived once, although the answer to the card was lost.
            assertThat(journal.strip().lines()).hasSize(2);
            assertThat(get(runner, "/api/audit", "").path("entries"))
                    .extracting(entry -> entry.path("action").asText())
                    .containsExactly("retry", "resolve", "set-aside");
        }
    }

    /** With a real line numbers are masked, and a viewer changes nothing. */
    @Test
    void aViewerOnlyLooks() throws Exception {
        TwinServer provider = TwinServer.start("canary-secret");
        Map<String, String> environment = new HashMap<>(Map.of(
                "CHERT_TENANT", "twin",
                "CHERT_SIGNING_SECRET", "canary-secret",
                "CHERT_BASE_URL", provider.root("chert"),
                "CALLINGCARD_LEADS_TOKEN", "canary-token",
                "CALLINGCARD_PAGE_PASSWORD", "open sesame",
                "CALLINGCARD_PAGE_VIEWER_PASSWORD", "only looking"));
        String[] operator = login("operator:open sesame");
        String[] viewer = login("viewer:only looking");
        try (RunnerProcess runner = new RunnerProcess(folder, environment)) {
            runner.post("/leads", lead("Ada", ADA), "Authorization", "Bearer canary-token");
            for (String[] user : List.of(operator, viewer)) {
                JsonNode session = get(runner, "/api/session", "", user);
                assertThat(session.path("masked").asBoolean()).isTrue();
                assertThat(session.path("role").asText()).isEqualTo(user == viewer ? "viewer" : "operator");
                assertThat(person(runner, "?q=5550171", user).path("number").asText())
                        .isEqualTo("+1415\u2022\u2022\u20220171");
                get(runner, "/api/overview", "", user);
                assertThat(get(runner, "/api/forecast", "", user).toString()).doesNotContain("5550171");
                assertThat(runner.get("/api/people/" + ADA + "/story", user).body())
                        .doesNotContain("5550171");
            }
            assertThat(person(runner, "?numbers=full", operator).path("number").asText())
                    .isEqualTo(ADA);
            assertThat(runner.get("/api/people?numbers=full", viewer).body()).doesNotContain("5550171");
            assertThat(runner.get("/api/people/" + ADA + "/story?numbers=full", viewer)
                            .body())
                    .doesNotContain("5550171");
            String id = person(runner, "", viewer).path("id").asText();
            JsonNode refused = acted(runner, 403, id, "{\"action\": \"forget\"}", viewer);
            assertThat(refused.path("field").asText()).isEqualTo("viewer");
            acted(runner, 401, id, "{\"action\": \"forget\"}");
            acted(runner, 401, id, "{\"action\": \"forget\"}", login("viewer:open sesame"));
            acted(runner, 200, id, "{\"action\": \"forget\"}", operator);
            assertThat(get(runner, "/api/audit", "", viewer)
                            .at("/entries/0/user")
                            .asText())
                    .isEqualTo("operator");
            for (String path : List.of("/api/session", "/api/people", "/api/audit.csv")) {
                assertThat(runner.get(path).statusCode()).as(path).isEqualTo(401);
            }
            HttpResponse<String> page = runner.get("/", operator);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'; script-src 'self'; ")
                    .endsWith("frame-ancestors 'none'");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        } finally {
            provider.close();
        }
    }

    private static String[] login(String pair) {
        return new String[] {
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        };
    }
}
