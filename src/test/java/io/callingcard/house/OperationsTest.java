// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Checks what can be checked of containers, dashboards and alerts without an engine that runs them. */
class OperationsTest {

    private static final Path OPERATIONS = Path.of("examples/operations");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern VARIABLE = Pattern.compile("(?m)^ENV |^    ([A-Z_]+)=");

    /** They belong to the JVM, to Quarkus, or to the bean of the pool. */
    private static final Set<String> FOREIGN =
            Set.of("PATH", "JAVA_OPTS", "QUARKUS_HTTP_HOST", "DB_URL", "DB_USER", "DB_PASSWORD");

    private static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    /** Everything by which our code, routes and settings know a variable. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("src/main/java/io/callingcard/runner", "src/main/resources", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(each -> each.toString().matches(".*\\.(java|properties|yaml)"))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    private static void assertKnown(Iterable<String> variables) throws IOException {
        String sources = sources();
        for (String variable : variables) {
            String name = variable.replaceAll("_FILE$", "");
            // WA_PASSWORD is known as it is or, as WA_BASE_URL, by its provider; callingcard.webhooks.port as a
            // property.
            String property = name.toLowerCase(Locale.ROOT).replace('_', '.').replaceFirst("\\.(\\w+)$", "[.-]$1");
            boolean isKnown = FOREIGN.contains(name)
                    || sources.contains('"' + name + '"')
                    || sources.contains("\"" + name.replaceFirst("^(CHERT|LINQ|WA)", "") + '"')
                    || Pattern.compile(property).matcher(sources).find();
            assertThat(isKnown).as("%s is a setting of the runner", variable).isTrue();
        }
    }

    @Test
    void theImageRunsAsNobodySpecialOnAReadOnlyRoot() throws IOException {
        String file = Files.readString(Path.of("Containerfile"));
        List<String> lines = file.lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM "))
                .allMatch(line -> line.matches("FROM eclipse-temurin:17-j(dk|re)( AS \\w+)?"));
        assertThat(lines).contains("USER 10001:10001", "VOLUME /data", "EXPOSE 8080 8081", "CMD [\"start\"]");
        assertThat(file.indexOf("USER 10001"))
                .as("what the build runs needs root")
                .isGreaterThan(file.lastIndexOf("RUN "));
        assertThat(file).contains("CALLINGCARD_LEDGER_FILE=/data/", "QUARKUS_HTTP_HOST=0.0.0.0");
        assertKnown(VARIABLE.matcher(file)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name != null)
                .toList());
        // What it copies is what the build makes.
        assertThat(Files.readString(Path.of("src/build/pom.xml")))
                .contains("<finalName>calling-card-${project.version}</finalName>");
        assertThat(Files.readString(Path.of(".containerignore"))).contains("!target/calling-card-*.zip");
    }

    @Test
    void theComposeFileFitsTheImage() throws IOException {
        JsonNode services = yaml(Path.of("compose.yaml")).path("services");
        JsonNode runner = services.path("runner");
        assertThat(runner.path("read_only").asBoolean()).isTrue();
        assertThat(runner.path("user").asText()).isEqualTo("10001:10001");
        // SQLite's library is loaded from there, which tmpfs forbids by default.
        assertThat(runner.path("tmpfs").path(0).asText()).startsWith("/tmp:exec");
        assertThat(runner.path("ports").path(0).asText())
                .startsWith("127.0.0.1:")
                .endsWith(":8080");
        List<String> names = new ArrayList<>();
        runner.path("environment").fieldNames().forEachRemaining(names::add);
        assertKnown(names);
        String webhook = services.path("gateway")
                .path("environment")
                .path("WHATSAPP_WEBHOOK")
                .asText();
        assertThat(webhook)
                .isEqualTo("http://runner:"
                        + runner.path("environment")
                                .path("CALLINGCARD_WEBHOOKS_PORT")
                                .asText() + "/webhooks/wa");
        assertThat(runner.path("environment").path("WA_BASE_URL").asText())
                .isEqualTo("http://gateway:"
                        + services.path("gateway")
                                .path("environment")
                                .path("APP_PORT")
                                .asText());
        assertThat(services.path("gateway").path("image").asText())
                .isEqualTo("aldinokemal2104/go-whatsapp-web-multidevice:latest");
        assertThat(services.findValuesAsText("image")).noneMatch(image -> image.split("/")[0].contains("."));
        for (JsonNode volume : runner.path("volumes")) {
            String[] parts = volume.asText().split(":");
            assertThat(parts[0].startsWith(".") ? Files.exists(Path.of(parts[0])) : parts[0].equals("data"))
                    .isTrue();
        }
    }

    /** Only the ledger may differ, so that an upgrade does not leave the copy behind. */
    @Test
    void theLedgerOnPostgresqlHasTheSameOtherBeans() throws IOException {
        Map<String, JsonNode> usual = beans(Path.of("routes/beans.camel.yaml"));
        Map<String, JsonNode> shared = beans(OPERATIONS.resolve("postgresql/beans.camel.yaml"));
        assertThat(shared.remove("pool").path("type").asText()).isEqualTo("com.zaxxer.hikari.HikariDataSource");
        JsonNode ledger = shared.remove("chatLedger");
        assertThat(ledger.path("properties").path("dataSource").asText()).isEqualTo("#bean:pool");
        assertThat(ledger.path("properties").path("hashKey"))
                .isEqualTo(usual.remove("chatLedger").path("properties").path("hashKey"));
        assertThat(shared).isEqualTo(usual);
    }

    private static Map<String, JsonNode> beans(Path file) throws IOException {
        Map<String, JsonNode> beans = new HashMap<>();
        yaml(file)
                .path(0)
                .path("beans")
                .forEach(bean -> beans.put(bean.path("name").asText(), bean));
        return beans;
    }

    /** The page for a person on call has each alert, and no other. */
    @Test
    void thePageOfAlertsHasEachAlert() throws IOException {
        JsonNode rules = yaml(OPERATIONS.resolve("prometheus/alerts.yaml"))
                .path("groups")
                .path(0)
                .path("rules");
        assertThat(Pattern.compile("(?m)^\\| `(CallingCard\\w+)` \\|")
                        .matcher(Files.readString(Path.of("docs/alerts.md")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(rules.findValuesAsText("alert"));
    }

    @Test
    void alertsSayWhatToDo() throws Exception {
        Path file = OPERATIONS.resolve("prometheus/alerts.yaml");
        JsonNode rules = yaml(file).path("groups").path(0).path("rules");
        assertThat(rules).hasSizeGreaterThan(4);
        for (JsonNode rule : rules) {
            assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
            assertThat(rule.path("annotations").path("summary").asText()).endsWith(".");
            assertThat(rule.path("annotations").path("description").asText()).isNotBlank();
            assertThat(rule.path("for").asText()).matches("\\d+m");
        }
        assertThat(yaml(OPERATIONS.resolve("prometheus/prometheus.yaml"))
                        .path("rule_files")
                        .path(0)
                        .asText())
                .isEqualTo("alerts.yaml");
        JsonNode alertmanager = yaml(OPERATIONS.resolve("prometheus/alertmanager.yaml"));
        assertThat(alertmanager.path("receivers").findValuesAsText("name"))
                .containsAll(alertmanager.path("route").findValuesAsText("receiver"));
        assumeTrue(isInstalled("promtool"), "promtool is not installed, so only the form was checked");
        Process promtool = new ProcessBuilder("promtool", "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue())
                .as(new String(promtool.getInputStream().readAllBytes()))
                .isZero();
    }

    @Test
    void theDashboardHasAQueryInEachPanel() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(OPERATIONS.resolve("grafana-dashboard.json").toFile());
        assertThat(dashboard.path("title").asText()).isEqualTo("Calling Card");
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.path("targets").findValuesAsText("expr"))
                    .allMatch(query -> query.contains("callingcard_"));
        }
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
