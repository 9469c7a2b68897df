// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test runs or reads each block of README, docs and the pages of the examples, so that none is wrong for long. Commands of
 * {@code docs/} and the answers below them are run by {@link DocumentedCommandsIT} and {@link TwinProgramIT}; YAML, settings and Java
 * have {@code DocumentedYamlTest}, {@code YamlSchemaTest} and {@link DocumentedBlocksTest}. All other blocks, and each command of an
 * example, are listed here, with their test, or with the reason why there can be none.
 */
class EveryBlockTest {

    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b");

    private static final List<Other> OTHERS = Stream.of(
                    """
                    README.md | mvn -q -DskipTests package quarkus:run | ReadmeIT
                    README.md | … INFO  [io.callingcard] (main)  Ready in | ReadmeIT
                    README.md | mvn -q verify | ReadmeIT
                    docs/backup.md | INSERT INTO callingcard_setting | RestoredLedgerTest
                    docs/designers.md | { | RunnerIT reads the address of Kaoto's catalogue; the setting of Karavan is that of its package.json
                    docs/designers.md | camel run | the command camel cannot be run here, as the page says
                    docs/going-live.md | java -jar target/quarkus-app | needs an account; LinesIT does the same with twins in its place
                    docs/kafka.md | mvn -q -DskipTests package -Pkafka | needs the programs of Kafka; KafkaIT has the routes
                    docs/kafka.md | echo '/+14155550100 | needs the programs of Kafka; TopicsTest writes such a lead
                    docs/kafka.md | callingcard-place: | TopicsTest
                    docs/kafka.md | kafka-consumer-groups.sh | needs the programs of Kafka
                    docs/kubernetes.md | mvn -q -DskipTests package && podman | needs a cluster; KubernetesTest reads the manifests
                    docs/kubernetes.md | kubectl get --raw | needs a cluster
                    docs/limits.md | CALLINGCARD_LIMITS_CARD_BYTES | the settings are those of docs/settings.md
                    docs/many-nodes.md | LINE | LedgerCommandTest
                    docs/operations.md | mvn -q -DskipTests package | DistributionIT unpacks and starts it
                    docs/performance.md | mvn -q -DskipTests install | takes an hour; it made the figures of the page
                    docs/postgresql.md | createuser -h | needs a server of yours; PostgresNodes makes the database of the tests
                    docs/postgresql.md | ALTER TABLE callingcard_claim | RestoredLedgerTest
                    docs/quarkus.md | <dependency> | DocumentedBlocksTest
                    docs/run-a-campaign.md | java -jar ~/calling-card | DocumentedCommandsIT starts the runner before
                    docs/run-a-campaign.md | -- crm.db | DocumentedCommandsIT makes the database of it
                    docs/runner.md | bin/calling-card start | CommandsIT
                    docs/scale.md | mvn -q -Pscale verify | takes an hour; it made the figures of the page
                    docs/scale.md | mvn -q -Pfull test | ScalePageTest
                    docs/send.md | <dependency> | DocumentedBlocksTest
                    docs/spring-boot.md | <dependency> | DocumentedBlocksTest
                    docs/start.md | mvn -q -DskipTests package | ReadmeIT builds the same
                    docs/start.md | … INFO  [io.callingcard] (main)  Ready in | ReadmeIT
                    docs/twins.md | <dependency> | src/it/twins
                    docs/twins.md | {"lines": ["+12025550199"] | TwinControlTest
                    docs/twins.md | {"fresh": true | TwinControlTest
                    docs/twins.md | Chert answers at | TwinProgramIT
                    docs/twins.md | ok        wa-health | TwinProgramIT
                    docs/upgrade.md | bin/calling-card ledger backup | CommandsIT makes the copy; the paths are those of one installation
                    examples/chert-welcome/README.md | java -jar | ExamplesIT
                    examples/chert-welcome/README.md | curl | ExamplesIT
                    examples/crm-daily-share/README.md | java -jar | ExamplesIT
                    examples/crm-daily-share/README.md | curl | ExamplesIT
                    examples/inbound-autoreply/README.md | java -jar | ExamplesIT
                    examples/inbound-autoreply/README.md | curl | ExamplesIT
                    examples/kamelets-only/README.md | java -jar | ExamplesIT
                    examples/kamelets-only/README.md | mkdir | ExamplesIT
                    examples/kamelets-only/README.md | curl | ExamplesIT
                    examples/linq-name-and-photo/README.md | java -jar | ExamplesIT
                    examples/linq-name-and-photo/README.md | curl | ExamplesIT
                    examples/operations/README.md | kubectl apply -k examples/operations/kubernetes | KubernetesTest builds that folder; to apply it needs a cluster
                    examples/operations/README.md | kubectl apply -k examples/operations/postgresql | KubernetesTest builds that folder; to apply it needs a cluster
                    examples/plain-camel-main/README.md | java -Dcallingcard.role=twins | ExampleProjectsIT
                    examples/plain-camel-main/README.md | mvn compile exec:java | ExampleProjectsIT
                    examples/plain-camel-main/README.md | curl | ExampleProjectsIT
                    examples/spring-boot/README.md | java -Dcallingcard.role=twins | ExampleProjectsIT
                    examples/spring-boot/README.md | mvn compile exec:java | ExampleProjectsIT
                    examples/spring-boot/README.md | curl | ExampleProjectsIT
                    examples/two-nodes/README.md | docker run | needs an engine for containers; ExampleProjectsIT starts another PostgreSQL
                    examples/two-nodes/README.md | mvn -q dependency | ExampleProjectsIT
                    examples/two-nodes/README.md | java -Dcallingcard.role=twins | ExampleProjectsIT
                    examples/two-nodes/README.md | mvn compile exec:java -Dcamel.server.port=8081 | ExampleProjectsIT
                    examples/two-nodes/README.md | mvn compile exec:java -Dcamel.server.port=8082 | ExampleProjectsIT
                    examples/two-nodes/README.md | for port | ExampleProjectsIT
                    examples/two-nodes/README.md | curl | ExampleProjectsIT
                    examples/wa-sales-rep/README.md | java -jar | ExamplesIT
                    examples/wa-sales-rep/README.md | curl | ExamplesIT
                    """)
            .flatMap(String::lines)
            .map(Other::of)
            .toList();

    private record Other(String page, String beginning, String reason) {

        static Other of(String line) {
            String[] parts = line.split(" [|] ");
            return new Other(parts[0], parts[1], parts[2]);
        }

        boolean is(Path page, String text) {
            return page.toString().equals(this.page) && text.startsWith(beginning);
        }
    }

    @Test
    void eachBlockHasATestOrAReason() throws IOException {
        List<String> without = new ArrayList<>();
        List<Other> met = new ArrayList<>();
        for (Path page : PageBlock.pages()) {
            boolean isExample = page.startsWith("examples");
            boolean followsACommand = false;
            for (PageBlock block : PageBlock.of(page)) {
                String text = block.text();
                boolean isACommand = block.isCommand() && (isExample || !text.contains("mvn "));
                boolean isRunOrRead = isACommand && !isExample
                        || block.language().matches("yaml|properties|java")
                        || block.file() != null
                        || block.isAnswer() && followsACommand;
                List<Other> listed =
                        OTHERS.stream().filter(each -> each.is(page, text)).toList();
                met.addAll(listed);
                if (!isRunOrRead && listed.isEmpty()) {
                    without.add(page + ": " + text.lines().findFirst().orElse(""));
                }
                followsACommand = isACommand;
            }
        }
        assertThat(without).isEmpty();
        assertThat(met).containsAll(OTHERS);
    }

    @Test
    void eachTestThatIsNamedExists() throws IOException {
        Set<String> tests = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.forEach(file -> tests.add(file.getFileName().toString().replaceFirst("[.]java$", "")));
        }
        assertThat(OTHERS.stream()
                        .flatMap(each -> NAME.matcher(each.reason()).results().map(MatchResult::group)))
                .isNotEmpty()
                .isSubsetOf(tests);
    }
}
