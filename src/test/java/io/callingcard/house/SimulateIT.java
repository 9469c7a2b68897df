// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.house.RunnerProcess.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Simulations of the runner: the command, and the requests of the console. */
class SimulateIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApi OPEN_API = new OpenApi();
    private static final String LEADS = "name,phone,campaign,consent\n"
            + "Ann,+14152000001,welcome,true\nBob,+4915112345678,welcome,true\nEve,12,welcome,true\n";

    @TempDir
    Path folder;

    private Answer simulate(List<String> options, String... words) throws Exception {
        return RunnerProcess.command(folder, options, words);
    }

    private byte[] journal(List<String> options) throws Exception {
        Files.writeString(folder.resolve("leads.csv"), LEADS);
        Answer answer = simulate(
                options,
                "simulate",
                "--days=2",
                "--leads=leads.csv",
                "--start=2026-12-01T09:00:00Z",
                "--people=silent");
        assertThat(answer.words()).contains("2 leads were accepted. 6 messages arrived.", "plan.html");
        assertThat(answer.code()).isZero();
        return Files.readAllBytes(folder.resolve("simulation/journal.jsonl"));
    }

    @Test
    void theCommandWritesAJournalAndAPage() throws Exception {
        assertThat(new String(journal(List.of()))).contains("\"row\":4", "\"outcome\":\"sent\"");
        assertThat(folder.resolve("simulation/plan.html")).exists();
        assertThat(folder.resolve("callingcard.db")).doesNotExist();
    }

    @Test
    @Tag("full")
    void theCommandWritesTheSameJournalTwice() throws Exception {
        assertThat(journal(List.of())).isEqualTo(journal(List.of("-XX:ActiveProcessorCount=1")));
    }

    @Test
    @Tag("full")
    void theCommandTellsWhatDiffersFromAnEarlierSimulation() throws Exception {
        Files.writeString(folder.resolve("leads.csv"), LEADS);
        String[] before = {"simulate", "--days", "2", "--leads", "leads.csv", "--start", "2026-12-01T09:00:00Z"};
        assertThat(simulate(List.of(), before).code()).isZero();
        Answer after = simulate(
                List.of(),
                "simulate",
                "--days=2",
                "--start=2026-12-01T09:00:00Z",
                "--out=after",
                "--compare=simulation");
        assertThat(after.code()).isZero();
        assertThat(after.words()).contains("0 leads were accepted.").containsIgnoringCase("welcome");
        assertThat(folder.resolve("after/plan.html")).exists();
    }

    @Test
    @Tag("full")
    void theCommandTellsWhatTheLintFindsInTheRoutes() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(
                routes.resolve("shop.camel.yaml"),
                """
                - route:
                    id: shop
                    from:
                      uri: timer:shop
                      parameters: {delay: 3600000, repeatCount: 1}
                      steps:
                        - to: chert:send-text
                """);
        String files = "file:" + Path.of("routes").toAbsolutePath() + "/*.camel.yaml,file:mine/*.camel.yaml";
        Answer answer = simulate(List.of(), "simulate", "--days=1", "--routes", files);
        assertThat(answer.words())
                .contains("error: mine/shop.camel.yaml:7:11: Route shop: chert:send-text: The send is outside a claim.")
                .contains("[send-outside-claim]");
        JsonNode findings =
                JSON.readTree(folder.resolve("simulation/findings.json").toFile());
        JsonNode first = findings.get(0);
        assertThat(first.path("id").asText()).isEqualTo("send-outside-claim");
        assertThat(first.at("/data/file").asText()).isEqualTo("mine/shop.camel.yaml");
        assertThat(first.at("/data/line").asInt()).isEqualTo(7);
        assertThat(Files.readString(folder.resolve("simulation/plan.html"))).contains("mine/shop.camel.yaml:7:11");
        String checked = simulate(List.of(), "check", "--routes", files).words();
        assertThat(checked)
                .contains("mine/shop.camel.yaml:7:11: error: Route shop: chert:send-text: The send is outside");
    }

    @Test
    void theCommandNamesWhatIsWrong() throws Exception {
        assertThat(simulate(List.of(), "simulate", "--days", "0").words()).contains("days: is no number from 1 to 400");
        assertThat(simulate(List.of(), "simulate", "--leads", "none.csv").words())
                .contains("--leads: none.csv cannot");
        assertThat(simulate(List.of(), "simulate", "--people", "rude=1").words())
                .contains("\"rude=1\" is not a rate");
        assertThat(simulate(List.of(), "simulate", "--start", "today").code()).isEqualTo(2);
        assertThat(simulate(List.of(), "simulate", "--compare", "none").words())
                .contains("--compare: none/summary.json cannot be read");
    }

    @Test
    void theConsoleBeginsOneAtATime() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of())) {
            Map<String, Object> order = Map.of("days", 2, "leads", LEADS, "from_ledger", true);
            String id = post(runner, 202, "/api/simulations", "/api/simulations", order)
                    .path("id")
                    .asText();
            JsonNode[] last = new JsonNode[1];
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> {
                last[0] = get(runner, 200, "/api/simulations/" + id, "/api/simulations/{id}");
                return !last[0].path("state").asText().equals("RUNNING");
            });
            assertThat(last[0].path("state").asText()).as(last[0].toString()).isEqualTo("DONE");
            assertThat(last[0].at("/events/lead").asInt()).isEqualTo(2);
            JsonNode rules = get(runner, 200, "/api/simulations/" + id + "/rules.json", "/api/simulations/{id}/{file}");
            assertThat(rules.path("campaigns")).isNotEmpty();
            assertThat(runner.get("/twin/journal").body()).isEmpty();

            HttpResponse<String> journal = runner.get("/api/simulations/" + id + "/journal.jsonl");
            assertThat(journal.body().lines())
                    .anyMatch(line -> line.contains("\"what\":\"lead\"") && line.contains("+14152000001"));
            get(runner, 404, "/api/simulations/" + id + "/diff.json", "/api/simulations/{id}/{file}");

            post(runner, 422, "/api/simulations", "/api/simulations", Map.of("leads_file", "none"));
            post(runner, 422, "/api/simulations", "/api/simulations", Map.of("compare_with", "none"));
            post(runner, 422, "/api/simulations", "/api/simulations", Map.of("days", 1000));
            String longer = post(runner, 202, "/api/simulations", "/api/simulations", Map.of("days", 400))
                    .path("id")
                    .asText();
            post(runner, 503, "/api/simulations", "/api/simulations", Map.of("days", 1));
            get(runner, 404, "/api/simulations/" + id, "/api/simulations/{id}");
            String cancel = "/api/simulations/" + longer + "/cancel";
            post(runner, 200, cancel, "/api/simulations/{id}/cancel", Map.of());
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !get(
                            runner, 200, "/api/simulations/" + longer, "/api/simulations/{id}")
                    .path("state")
                    .asText()
                    .equals("RUNNING"));
        }
    }

    private static JsonNode get(RunnerProcess runner, int status, String path, String described) throws Exception {
        HttpResponse<String> answer = runner.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return OPEN_API.check(described, "get", answer);
    }

    private static JsonNode post(RunnerProcess runner, int status, String path, String described, Object body)
            throws Exception {
        HttpResponse<String> answer = runner.post(path, JSON.writeValueAsString(body), "X-Calling-Card", "console");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return OPEN_API.check(described, "post", answer);
    }
}
