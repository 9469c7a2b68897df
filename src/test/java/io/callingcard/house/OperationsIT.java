// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator watches, asked of a runner that has sent something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {

    private static final Pattern METRIC = Pattern.compile("callingcard_(calls|campaign|ledger|lines|pacing)_[a-z_]+");

    @TempDir
    static Path folder;

    private RunnerProcess runner;

    @BeforeAll
    void start() throws Exception {
        Path routes =
                Files.copy(Path.of("examples/operations/attention.camel.yaml"), folder.resolve("attention.camel.yaml"));
        runner = new RunnerProcess(
                folder,
                Map.of(),
                "-Dcallingcard.routes=classpath:routes/*.camel.yaml,file:" + routes,
                "-Dattention.cron=0/1 * * * * ?",
                "-Dattention.to=file:" + folder + "?fileName=told.json");
        runner.post(
                "/leads",
                "{\"name\": \"Ada\", \"phone\": \"+14155550177\", \"campaign\": \"welcome\", \"consent\": true}");
        Awaitility.await().until(() -> runner.get("/twin/journal").body().contains("\"kind\":\"card\""));
    }

    @AfterAll
    void stop() {
        runner.close();
    }

    private Set<String> metrics() throws Exception {
        return METRIC.matcher(runner.get("/q/metrics").body())
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> namedIn(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMetricThatWeNameExists() throws Exception {
        Set<String> known = metrics();
        for (String file : List.of(
                "examples/operations/grafana-dashboard.json",
                "examples/operations/prometheus/alerts.yaml",
                "examples/operations/postgresql/adapter.yaml",
                "docs/alerts.md",
                "docs/doubts.md",
                "docs/metrics.md",
                "docs/operations.md",
                "docs/outcomes-and-once.md",
                "docs/backup.md")) {
            assertThat(known).as(file).containsAll(namedIn(Path.of(file)));
        }
        assertThat(bare(known)).as("each metric is documented").isEqualTo(bare(namedIn(Path.of("docs/metrics.md"))));
    }

    /** Prometheus adds endings to some names. */
    private static Set<String> bare(Set<String> names) {
        return names.stream()
                .map(name -> name.replaceFirst("_(count|sum|max|total)$", ""))
                .collect(Collectors.toSet());
    }

    /** What Kubernetes and Prometheus ask a node. */
    @Test
    void thePathsOfTheManifestsAnswer() throws Exception {
        for (String folder : List.of("kubernetes", "postgresql")) {
            String manifest = Files.readString(Path.of("examples/operations", folder, "deployment.yaml"));
            Set<String> paths = Pattern.compile("path: (/\\S+?)[,\\s]")
                    .matcher(manifest)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(paths).hasSize(4);
            for (String path : paths) {
                assertThat(runner.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void callsAreCountedByCampaignAndLine() throws Exception {
        assertThat(runner.get("/q/metrics").body())
                .containsPattern("callingcard_calls_seconds_count\\{campaign=\"welcome\",line=\"[^\"]*\","
                        + "node=\"[^\"]+\",operation=\"send-text\",outcome=\"sent\",provider=\"chert\",?\\} 1")
                .doesNotContain("4155550177", "/twin/");
    }

    @Test
    void healthNamesLinesAndWhatWaits() throws Exception {
        var ready = new ObjectMapper().readTree(runner.get("/q/health/ready").body());
        assertThat(ready.findValues("data").toString())
                .contains("leadsWaiting", "leadsDue", "leadsSetAside", "oldestDueSeconds", "sharesDue")
                .containsPattern("\"chert\":\"(sends|rests)")
                .contains("\"wa\":\"sends\"");
    }

    /** A person who is not told about it would not look. */
    @Test
    void tellsAPersonOfALineThatCannotSend() throws Exception {
        runner.post(
                "/twin/control/faults", "{\"provider\":\"chert\",\"kind\":\"ERROR\",\"code\":\"2004\",\"times\":1000}");
        runner.post(
                "/leads",
                "{\"name\": \"Bo\", \"phone\": \"+14155550178\", \"campaign\": \"welcome\", \"consent\": true}");
        Awaitility.await().until(() -> Files.exists(folder.resolve("told.json")));
        assertThat(Files.readString(folder.resolve("told.json")))
                .startsWith("{\"text\":\"The line chert cannot send: ")
                .doesNotContain("4155550178");
        assertThat(runner.get("/q/health/ready").body()).contains("rests until");
    }
}
