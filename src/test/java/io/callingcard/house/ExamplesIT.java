// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Starts the examples of the runner in a copy of their folder, and follows their README. */
@Tag("full")
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)(?::[^}]*)?}}");
    private static final Pattern SPRING = Pattern.compile("\\$\\{([\\w.-]+)}");
    private static final Pattern SETTING = Pattern.compile("callingcard\\.[a-z.-]+");

    @TempDir
    Path folder;

    static Stream<Arguments> examples() {
        return Stream.of(
                arguments("chert-welcome", Map.of("+14155550100", List.of("text", "card"))),
                arguments("linq-name-and-photo", Map.of("+14155550100", List.of("text", "share"))),
                arguments("wa-sales-rep", Map.of("+14155550100", List.of("text", "card", "text"))),
                arguments("inbound-autoreply", Map.of("+14155550100", List.of("text"), "+14155550101", List.of())),
                arguments("crm-daily-share", Map.of("+12125550100", List.of("text", "share", "share"))),
                arguments(
                        "kamelets-only",
                        Map.of(
                                "+14155550100", List.of("text", "card"),
                                "+14155550101", List.of("text", "card"),
                                "+14155550102", List.of("text"),
                                "+14155550103", List.of("group", "text", "card"))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void worksAsItsReadmeSays(String example, Map<String, List<String>> received) throws Exception {
        copy(EXAMPLES.resolve(example), folder);
        String readme = Files.readString(folder.resolve("README.md"));
        assertThat(readme.lines().count()).as("a page").isLessThan(60);
        List<PageBlock> blocks = PageBlock.of(folder.resolve("README.md"));
        assertThat(blocks.get(0).text()).isEqualTo("java -jar ../../target/quarkus-app/quarkus-run.jar\n");
        // This may run during quiet hours.
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), "-Dquiet.from=00:00", "-Dquiet.to=00:00")) {
            for (int i = 1; i < blocks.size(); i++) {
                if (blocks.get(i).isCommand()) {
                    String script = blocks.get(i).text();
                    String answer = sh(runner, script);
                    settled(runner);
                    if (i + 1 < blocks.size() && blocks.get(i + 1).isAnswer()) {
                        ShownAnswer.compare(
                                each -> sh(runner, each),
                                script,
                                answer,
                                blocks.get(i + 1).text());
                    }
                }
            }
            received.forEach((phone, kinds) -> await(phone)
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(kinds(runner, phone)).isEqualTo(kinds)));
            assertThat(runner.get("/twin/journal").body())
                    .as("texts for people, no data of a step")
                    .doesNotContain("\"value\":\"{");
            assertThat(Files.readAllLines(runner.log))
                    .noneMatch(line -> line.matches(".* (WARN|ERROR) +\\[io[.]cal.*"));
        }
    }

    /** Waits until something arrived and nothing more arrives. */
    private static void settled(RunnerProcess runner) throws Exception {
        String[] last = {""};
        await().atMost(Duration.ofSeconds(40)).during(Duration.ofMillis(1_500)).until(() -> {
            String before = last[0];
            last[0] = runner.get("/twin/journal").body();
            return !before.isEmpty() && before.equals(last[0]);
        });
    }

    private String sh(RunnerProcess runner, String block) throws IOException, InterruptedException {
        String real = block.replace("http://localhost:8080", runner.base).replace("curl ", "curl -sSf ");
        Process process = new ProcessBuilder("bash", "-euc", real)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> kinds(RunnerProcess runner, String phone) throws Exception {
        return runner.get("/twin/journal?phone=" + phone.replace("+", "%2B"))
                .body()
                .lines()
                .map(line -> line.replaceFirst(".*\"kind\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
    }

    static Stream<Path> settings() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.endsWith("application.properties")).toList().stream();
        }
    }

    /** A setting without effect is a mistake: Camel's catalog must know it, or the routes or our code must read it. */
    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsKnown(Path file) throws IOException {
        CamelCatalog catalog = Catalogue.withOurs();
        Properties settings = new Properties();
        settings.load(new StringReader(Files.readString(file)));
        Set<String> asked = asked(file);
        for (String name : settings.stringPropertyNames()) {
            if (name.startsWith("camel.")) {
                ConfigurationPropertiesValidationResult result =
                        catalog.validateConfigurationProperty(name + "=" + settings.getProperty(name));
                // Camel checks the settings of its server itself.
                assertThat(result.isSuccess() && (result.isAccepted() || name.startsWith("camel.server.")))
                        .as("%s: %s", name, result.summaryErrorMessage(false))
                        .isTrue();
            } else if (!name.startsWith("server.")) {
                assertThat(asked).contains(name);
            }
        }
    }

    private static Set<String> asked(Path file) throws IOException {
        Set<String> asked = new HashSet<>();
        Path example = EXAMPLES.resolve(EXAMPLES.relativize(file).getName(0));
        for (Path folder : List.of(Path.of("routes"), example)) {
            collect(folder, ".yaml", PLACEHOLDER, 1, asked);
        }
        collect(example, ".java", SPRING, 1, asked);
        collect(Path.of("src/main"), ".java", SETTING, 0, asked);
        collect(Path.of("src/main/resources"), ".properties", SETTING, 0, asked);
        return asked;
    }

    private static void collect(Path folder, String ending, Pattern pattern, int group, Set<String> found)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(group));
                }
            }
        }
    }
}
