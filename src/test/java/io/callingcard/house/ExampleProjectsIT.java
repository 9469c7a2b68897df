// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Follows the README of each example that is a Maven project of its own, command by command, with free ports. A program that stays up
 * runs in the background, and is up when it has printed what the page shows. The jar is put into a local repository of the test, as
 * {@code mvn install} does.
 */
@Tag("full")
class ExampleProjectsIT {

    private static final Path EXAMPLES = Path.of("examples");

    /** The ports that the pages and the settings name, and that may be in use here. */
    private static final Pattern PORT = Pattern.compile("\\b(?:8080|8081|8082|5432)\\b");

    private static final Pattern STAYS_UP = Pattern.compile("(?m)^java -Dcallingcard[.]role=twins|exec:java");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Map<String, String> ports;

    @AfterEach
    void stop() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
        }
    }

    @Test
    void plainCamelMain() throws Exception {
        follow("plain-camel-main", RunnerProcess.freePort(), List.of());
    }

    @Test
    void springBoot() throws Exception {
        follow("spring-boot", RunnerProcess.freePort(), List.of());
    }

    /** The database of the build stands in for that of the container. */
    @Test
    void twoNodes() throws Exception {
        assumeTrue(OperationsTest.isInstalled("psql"), "psql is not installed, so the tables of Quartz cannot be made");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            follow("two-nodes", postgres.getPort(), List.of("docker run "));
            stop();
        }
    }

    /** Runs each command of the page except those that begin so, and compares its output with the block below it. */
    private void follow(String example, int database, List<String> left) throws Exception {
        ports = Map.of(
                "8080", Integer.toString(RunnerProcess.freePort()),
                "8081", Integer.toString(RunnerProcess.freePort()),
                "8082", Integer.toString(RunnerProcess.freePort()),
                "5432", Integer.toString(database));
        Path copy = copy(example);
        List<PageBlock> blocks = PageBlock.of(EXAMPLES.resolve(example).resolve("README.md"));
        for (int i = 0; i < blocks.size(); i++) {
            String script = blocks.get(i).text();
            if (blocks.get(i).isCommand() && left.stream().noneMatch(script::startsWith)) {
                PageBlock shown = i + 1 < blocks.size() && blocks.get(i + 1).isAnswer() ? blocks.get(i + 1) : null;
                if (STAYS_UP.matcher(script).find()) {
                    assertThat(shown)
                            .as("the page shows when this is up: %s", script)
                            .isNotNull();
                    startAndAwait(copy, script, withPorts(shown.text()));
                } else {
                    String answer = run(copy, script);
                    if (shown != null) {
                        ShownAnswer.compare(each -> run(copy, each), script, answer, shown.text());
                    }
                }
            }
        }
        assertThat(blocks).as("the page shows what arrived").anyMatch(block -> block.text()
                .contains("\"kind\":\"card\""));
    }

    private String withPorts(String text) {
        return PORT.matcher(text).replaceAll(port -> ports.get(port.group()));
    }

    private ProcessBuilder bash(Path copy, String script) {
        String real = withPorts(script)
                .replace("curl ", "curl -sSf ")
                .replace("psql -h localhost", "psql -h localhost -p " + ports.get("5432"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", real)
                .directory(copy.toFile())
                .redirectErrorStream(true);
        builder.environment().put("QUARKUS_HTTP_PORT", ports.get("8080"));
        builder.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        return builder;
    }

    private String run(Path copy, String script) throws IOException, InterruptedException {
        Process process = bash(copy, script).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private void startAndAwait(Path copy, String script, String shown) throws IOException {
        Path log = folder.resolve("log-" + started.size());
        Process process = bash(copy, script).redirectOutput(log.toFile()).start();
        started.add(process);
        RunnerProcess.await(process, log, Duration.ofMinutes(3), () -> {
            ShownAnswer.assertShows(Files.readString(log), shown);
            return true;
        });
    }

    /** Copies the example to where its paths lead to the runner, and its builds to the jar of this build. */
    private Path copy(String example) throws IOException {
        Path copy = folder.resolve("examples").resolve(example);
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve(example))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()) {
                Path there =
                        copy.resolve(EXAMPLES.resolve(example).relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
        Path settings = copy.resolve("application.properties");
        Files.writeString(settings, withPorts(Files.readString(settings)));
        Path runner = Path.of(System.getProperty("callingcard.runner")).toAbsolutePath();
        Files.createSymbolicLink(folder.resolve("target"), runner.getParent().getParent());
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve(".mvn/maven.config"), "-Dmaven.repo.local=" + repository());
        return copy;
    }

    /** Everything of the local repository, by links, but another jar of ours. */
    private Path repository() throws IOException {
        Path usual =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Path own = folder.resolve("repository");
        link(usual, own, "io");
        link(usual.resolve("io"), own.resolve("io"), "callingcard");
        try (Stream<String> lines = Files.lines(EXAMPLES.resolve("spring-boot/pom.xml"))) {
            String version = lines.collect(Collectors.joining("\n"))
                    .replaceAll("(?s).*<artifactId>camel-calling-card</artifactId>\\s*<version>([^<]+)<.*", "$1");
            String name = "camel-calling-card-" + version;
            Path jars = own.resolve("io/callingcard/camel-calling-card").resolve(version);
            Files.createDirectories(jars);
            Files.copy(Path.of("target/pom.flattened.xml"), jars.resolve(name + ".pom"));
            for (String jar : List.of(name + ".jar", name + "-twins.jar")) {
                Files.copy(Path.of("target").resolve(jar), jars.resolve(jar));
            }
        }
        return own;
    }

    private static void link(Path from, Path to, String but) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(
                            each -> !each.getFileName().toString().equals(but))
                    .toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
            }
        }
    }
}
