// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.house.RunnerProcess.Answer;
import io.callingcard.provider.fixture.Signer;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on the doors of the runner. */
@Tag("full")
class DoorsIT {

    private static final String PHONE = "+14155550177";
    private static final String LEAD =
            "{\"name\": \"Ada\", \"phone\": \"" + PHONE + "\", \"campaign\": \"welcome\", \"consent\": true}";
    private static final String CARD =
            "{\"to\": \"+14155550177\", \"text\": \"Hi\", \"contact\": {\"full_name\": \"Mira\"}}";
    private static final String EVIL = "Host: evil.example";
    private static final String LOGIN = "Basic b3BlcmF0b3I6b3BlbiBzZXNhbWU=";

    private static final Map<String, String> REAL_LINE = Map.of(
            "CHERT_TENANT", "twin",
            "CHERT_SIGNING_SECRET", "canary-secret",
            "CHERT_WEBHOOK_SECRET", "canary-hook",
            "CALLINGCARD_LEADS_TOKEN", "canary-token",
            "CALLINGCARD_PAGE_PASSWORD", "open sesame");

    @TempDir
    Path folder;

    private Map<String, String> environment;

    /** Stands for the provider of a real line. */
    private TwinServer twins;

    @BeforeEach
    void start() {
        twins = TwinServer.start("canary-secret");
        environment = new HashMap<>(REAL_LINE);
        environment.put("CHERT_BASE_URL", twins.root("chert"));
    }

    @AfterEach
    void stop() {
        twins.close();
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** A line is reached by a proxy or a tunnel, so localhost protects nothing. */
    @Test
    void aRealLineOnLocalhostNeedsAToken() throws Exception {
        environment.remove("CALLINGCARD_LEADS_TOKEN");
        Answer refused = RunnerProcess.refusal(folder, environment);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.words())
                .contains("CALLINGCARD_LEADS_TOKEN: is missing, but CHERT has a real line. Set the bearer token")
                .doesNotContain("\tat ", "canary-secret");
    }

    /** The components may be configured without the usual variables. */
    @Test
    void aRealLineIsNoticedWhereverItIsSet() throws Exception {
        Answer refused = RunnerProcess.refusal(
                folder,
                Map.of(),
                "-Dcamel.component.chert.tenant=acme",
                "-Dcamel.component.chert.secret=canary-secret");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.words())
                .contains("CALLINGCARD_LEADS_TOKEN: is missing, but CHERT has a real line")
                .doesNotContain("canary-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "system property, quarkus.http.host",
        "system property, %prod.quarkus.http.host",
        ".env, QUARKUS_HTTP_HOST",
        ".env, _PROD_QUARKUS_HTTP_HOST",
        "config/application.properties, quarkus.http.host",
        "config/application.properties, %prod.quarkus.http.host",
        "config/application.properties, %lab.quarkus.http.host",
        "config/application-lab.properties, quarkus.http.host",
    })
    void anOpenHostNeedsATokenWhereverTheHostIsSet(String where, String name) throws Exception {
        if (!where.startsWith("system")) {
            Path file = folder.resolve(where);
            Files.createDirectories(file.getParent());
            // Quarkus reads the file of a profile only beside the file without one.
            Files.createFile(Files.createDirectories(folder.resolve("config")).resolve("application.properties"));
            Files.writeString(file, name + "=0.0.0.0\n");
        }
        String option = where.startsWith("system") ? "-D" + name + "=0.0.0.0" : "-Dx=y";
        String profile = where.contains("lab") || name.contains("lab") ? "prod,lab" : "prod";
        Answer refused = RunnerProcess.refusal(folder, Map.of("QUARKUS_PROFILE", profile), option);
        assertThat(refused.words())
                .contains("CALLINGCARD_LEADS_TOKEN: is missing, but quarkus.http.host lets other machines in.");
        assertThat(refused.code()).isEqualTo(2);
    }

    /** An empty value in a file hides the one of the environment. */
    @Test
    void anEmptyTokenIsMissing() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), "callingcard.leads.token=\n");
        environment.remove("CALLINGCARD_LEADS_TOKEN");
        environment.put(
                "CALLINGCARD_LEADS_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), "t").toString());
        assertThat(RunnerProcess.refusal(folder, environment).code()).isEqualTo(2);
    }

    @Test
    void aCredentialInDotEnvMakesARealLine() throws Exception {
        Files.writeString(folder.resolve(".env"), "CHERT_TENANT=acme\n");
        Answer refused = RunnerProcess.refusal(folder, Map.of());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.words()).contains("CHERT_SIGNING_SECRET: is missing");
    }

    @Test
    void strangersGetNothingOfARealLine() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, environment)) {
            for (String path :
                    List.of("/leads", "/cards", "/leads/", "//leads", "/%6Ceads", "/x/../cards", "/./cards")) {
                for (String body : List.of(LEAD, CARD)) {
                    assertThat(status(RunnerProcess.raw(runner.port(), "POST", path, "Host: localhost", body)))
                            .as(path)
                            .isIn(400, 401, 404);
                }
            }
            for (String path : List.of(
                    "/",
                    "/page/state",
                    "/page/steps",
                    "//page/state",
                    "/api/people/+14155550100/story",
                    "//api/people/+14155550100/story",
                    "/api/people/+14155550100/story?numbers=full",
                    "/q/health/group/x",
                    "/q/metrics",
                    "/q/metrics/",
                    "//q/metrics",
                    "/q/%6Detrics",
                    "/q/dev")) {
                assertThat(status(RunnerProcess.raw(runner.port(), "GET", path, "Host: localhost", "")))
                        .as(path)
                        .isEqualTo(401);
            }
            String token = "\r\nAuthorization: Bearer canary-token";
            // DNS rebinding: the browser sends the name of the page as Host and as Origin.
            for (String host : List.of(
                    EVIL,
                    EVIL + "\r\nOrigin: http://evil.example",
                    "Host: localhost.evil.example",
                    "Host: localhost:80@evil.example",
                    "X-Host: none")) {
                assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/cards", host + token, CARD)))
                        .as(host)
                        .isIn(400, 421);
            }
            for (String host : List.of("localhost", "127.0.0.1:" + runner.port(), "[::1]:1", "LOCALHOST")) {
                assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/leads", "Host: " + host + token, LEAD)))
                        .as(host)
                        .isEqualTo(200);
            }
            health(runner);
            story(runner);
            throttle(runner);
        }
    }

    private static void health(RunnerProcess runner) throws Exception {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started")) {
            HttpResponse<String> stranger = runner.get(path);
            assertThat(stranger.body()).isIn("{\"status\": \"UP\"}", "{\"status\": \"DOWN\"}");
            assertThat(stranger.statusCode()).isEqualTo(stranger.body().contains("UP") ? 200 : 503);
            assertThat(RunnerProcess.raw(runner.port(), "GET", path, EVIL, "")).doesNotContain("twin", "chert");
        }
        assertThat(runner.get("/q/health", "Authorization", LOGIN).body()).contains("camel");
        assertThat(runner.get("/q/metrics", "Authorization", LOGIN).body()).contains("callingcard_ledger_open");
        assertThat(runner.get("/q/health", "Authorization", "Basic eDp5").statusCode())
                .isEqualTo(401);
    }

    /** The operator sees a number only if the question asks for it. */
    private static void story(RunnerProcess runner) throws Exception {
        runner.post("/leads", LEAD, "Authorization", "Bearer canary-token");
        String path = "/api/people/" + PHONE + "/story";
        assertThat(runner.get(path, "Authorization", LOGIN).body())
                .contains("A lead of welcome came from POST /leads")
                .doesNotContain(PHONE);
        assertThat(runner.get(path + "?numbers=full", "Authorization", LOGIN).body())
                .contains(PHONE);
        assertThat(runner.get(path, "Authorization", "Bearer canary-token").statusCode())
                .isEqualTo(401);
    }

    private static void throttle(RunnerProcess runner) throws Exception {
        HttpResponse<String> answer = runner.get("/page/state", "Authorization", LOGIN);
        assertThat(answer.statusCode()).isEqualTo(200);
        for (int i = 0; i < 12; i++) {
            answer = runner.post("/leads", LEAD, "Authorization", "Bearer canary-guess-" + i);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("retry-after")).isPresent();
        assertThat(runner.get("/page/state", "Authorization", LOGIN).statusCode())
                .isEqualTo(429);
        Awaitility.await().until(() -> Files.readString(runner.log).contains("Logins failed since the last report: "));
        assertThat(Files.readString(runner.log)).contains("127.0.0.•").doesNotContain("canary-guess", "canary-token");
    }

    @Test
    void otherHostsAreAllowedByName() throws Exception {
        try (RunnerProcess runner =
                new RunnerProcess(folder, Map.of(), "-Dcallingcard.hosts=cards.example.com, other.example:8443")) {
            String own = "Host: cards.example.com\r\nOrigin: https://cards.example.com";
            assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/leads", own, LEAD)))
                    .isEqualTo(200);
            String proxied = "Host: localhost\r\nOrigin: https://other.example:8443";
            assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/leads", proxied, LEAD)))
                    .isEqualTo(200);
            for (String wrong : List.of(
                    "Host: cards.example.com\r\nOrigin: http://evil.example",
                    "Host: localhost\r\nOrigin: http://localhost:3000",
                    "Host: localhost\r\nOrigin: null")) {
                assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/leads", wrong, LEAD)))
                        .isEqualTo(403);
            }
            assertThat(status(RunnerProcess.raw(runner.port(), "GET", "/", "Host: other.example", "")))
                    .isEqualTo(421);
        }
        Answer refused = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.hosts=https://cards.example.com");
        assertThat(refused.words()).contains("callingcard.hosts: \"https://cards.example.com\" is not a host.");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void webhooksHaveAPortOfTheirOwn() throws Exception {
        int port = RunnerProcess.freePort();
        try (RunnerProcess runner = new RunnerProcess(folder, environment, "-Dcallingcard.webhooks.port=" + port)) {
            String body = "{\"event_type\":\"x\",\"event_id\":\"e1\"}";
            StringBuilder signed = new StringBuilder(EVIL);
            Signer.chert("canary-hook", System.currentTimeMillis() / 1000, body.getBytes())
                    .forEach((name, value) ->
                            signed.append("\r\n").append(name).append(": ").append(value));
            Awaitility.await()
                    .until(() ->
                            status(RunnerProcess.raw(port, "POST", "/webhooks/chert", signed.toString(), body)) == 200);
            assertThat(status(RunnerProcess.raw(port, "POST", "/webhooks/chert", EVIL, body)))
                    .isEqualTo(401);
            assertThat(status(RunnerProcess.raw(port, "POST", "/webhooks/chert", EVIL, "x".repeat(2_000_000))))
                    .isEqualTo(413);
            assertThat(status(RunnerProcess.raw(runner.port(), "POST", "/webhooks/chert", "Host: localhost", body)))
                    .isEqualTo(404);
            for (String path : List.of(
                    "/",
                    "/page/state",
                    "/leads",
                    "/cards",
                    "/q/health",
                    "/q/metrics",
                    "/webhooks/../leads",
                    "/webhooks/%2E%2E/leads",
                    "/twin/journal")) {
                assertThat(status(RunnerProcess.raw(port, "GET", path, "Host: localhost", "")))
                        .as(path)
                        .isEqualTo(404);
            }
        }
        Answer refused = RunnerProcess.refusal(
                folder, environment, "-Dcallingcard.webhooks.port=8080", "-Dquarkus.http.port=8080");
        assertThat(refused.code()).isEqualTo(2);
    }

    /** The events of the twins arrive at the port for webhooks too. */
    @Test
    void theTwinsCallThePortForWebhooks() throws Exception {
        try (RunnerProcess runner =
                new RunnerProcess(folder, Map.of(), "-Dcallingcard.webhooks.port=" + RunnerProcess.freePort())) {
            runner.post("/twin/control/chert", "{\"receive\":[{\"from\":\"+14155550177\",\"text\":\"HELP\"}]}");
            Awaitility.await()
                    .until(() -> runner.get("/twin/journal").body().contains("Reply STOP for no more messages"));
        }
    }

    /** A stranger must not have other addresses called: neither by the API nor by the control of the twins. */
    @Test
    void theTwinsCallAndServeThisMachineOnly() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), "-Dcallingcard.hosts=cards.example.com")) {
            String hook = "{\"target_url\": \"https://evil.example/x\", \"subscribed_events\": [\"message.received\"]}";
            String token = "\r\nAuthorization: Bearer twin";
            String linq = "/twin/linq/api/partner/v3/webhook-subscriptions";
            for (String from : List.of("Host: cards.example.com", "Host: localhost\r\nX-Forwarded-For: 203.0.113.7")) {
                for (String path : List.of(linq, "/twin/control/reset", "/twin/control/linq")) {
                    assertThat(status(RunnerProcess.raw(runner.port(), "POST", path, from + token, hook)))
                            .as(path)
                            .isEqualTo(403);
                }
            }
            assertThat(RunnerProcess.raw(runner.port(), "POST", linq, "Host: localhost" + token, hook))
                    .startsWith("HTTP/1.1 400")
                    .contains("callingcard.twins.allow-remote");
            assertThat(runner.post(
                                    "/twin/control/linq",
                                    "{\"webhooks\":[{\"url\":\"http://10.0.0.1/\",\"secret\":\"s\"}]}")
                            .statusCode())
                    .isEqualTo(400);
        }
        Answer refused = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.flows.url=http://flows.example:8080");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.words()).contains("callingcard.flows.url: is on another machine");
    }

    /** Every secret is a canary, and everything is logged that can be. */
    @Test
    void noLogLevelPrintsASecret() throws Exception {
        String level = "-Dquarkus.log.level=TRACE";
        String console = "-Dquarkus.log.console.level=TRACE";
        Map<String, String> all = new HashMap<>(environment);
        all.put("LINQ_API_KEY", "canary-secret");
        all.put("LINQ_WEBHOOK_SECRET", "whsec_Y2FuYXJ5");
        all.put("LINQ_BASE_URL", twins.root("linq") + "/api/partner/v3");
        all.put("WA_BASE_URL", twins.root("wa"));
        all.put("WA_DEVICE_ID", "twin");
        all.put("WA_USERNAME", "anna");
        all.put("WA_PASSWORD", "canary-password");
        all.put("WA_WEBHOOK_SECRET", "canary-hook");
        all.put("CALLINGCARD_PAGE_PASSWORD", "canary-page");
        twins.wa().basicAuth("anna:canary-password");
        try (RunnerProcess runner = new RunnerProcess(folder, all, level, console)) {
            for (String channel : List.of("chert", "linq", "wa")) {
                String lead = LEAD.replace("}", ", \"channel\": \"" + channel + "\"}");
                assertThat(runner.post("/leads", lead, "Authorization", "Bearer canary-token")
                                .body())
                        .contains("\"accepted\":1");
            }
            runner.get("/q/health", "Authorization", "Basic b3BlcmF0b3I6Y2FuYXJ5LXBhZ2U=");
            Awaitility.await().until(() -> twins.journal().size() >= 6);
            noCanary(Files.readString(runner.log));
        }
        Files.writeString(folder.resolve("bad.camel.yaml"), "- route:\n    from:\n      uri: nowhere:x\n");
        Answer failed = RunnerProcess.refusal(
                folder,
                all,
                level,
                console,
                "-Dcamel.main.routes-include-pattern=file:" + folder.resolve("bad.camel.yaml"));
        assertThat(failed.code()).isEqualTo(1);
        noCanary(failed.words());
        all.remove("CALLINGCARD_LEADS_TOKEN");
        noCanary(RunnerProcess.refusal(folder, all, level, console).words());
    }

    private static void noCanary(String log) throws IOException {
        assertThat(log.lines().filter(line -> line.contains("canary-") || line.contains("Y2FuYXJ5")))
                .isEmpty();
    }
}
