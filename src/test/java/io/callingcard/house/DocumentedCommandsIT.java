// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows a page: writes its files, starts a runner beside them, runs each bash block, and compares the block below it with the
 * answer, as {@link ShownAnswer} does. Blocks with Maven are tested by {@link ReadmeIT}.
 */
@Tag("full")
class DocumentedCommandsIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```");
    private static final Pattern FILE = Pattern.compile("(?:#|--) (\\S+[.](?:yaml|properties|db))\n");
    private static final String JAR = "java -jar target/quarkus-app/quarkus-run.jar";

    /** The pages tell what happens within two minutes. */
    private static final String[] AT_ONCE = {
        "-Dcallingcard.settle.cron=0/1 * * * * ?",
        "-Dcallingcard.settle.delay=1s",
        "-Dcallingcard.settle.wait=1s",
        "-Dcallingcard.leads.delay=1s"
    };

    @TempDir
    Path folder;

    /** Pages with commands. Those of the twins and of the lint have tests of their own. */
    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> !page.endsWith("twins.md") && !page.endsWith("lint.md"))
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        List<Path> withCommands = new ArrayList<>();
        for (Path page : pages) {
            if (blocks(page).stream().anyMatch(DocumentedCommandsIT::isRun)) {
                withCommands.add(page);
            }
        }
        return withCommands.stream();
    }

    private static List<MatchResult> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).results().toList();
    }

    private static boolean isRun(MatchResult block) {
        return block.group(1).equals("bash") && !block.group(3).contains("mvn ");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachCommandAnswersAsThePageShows(Path page) throws Exception {
        List<MatchResult> blocks = blocks(page);
        for (MatchResult block : blocks) {
            writeFile(block.group(1), block.group(2), block.group(3));
        }
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), AT_ONCE)) {
            for (int i = 0; i < blocks.size(); i++) {
                if (isRun(blocks.get(i))) {
                    String script = blocks.get(i).group(3);
                    String answer = run(runner, script);
                    if (i + 1 < blocks.size() && blocks.get(i + 1).group(1).matches("json|text")) {
                        ShownAnswer.compare(
                                each -> run(runner, each),
                                script,
                                answer,
                                blocks.get(i + 1).group(3));
                    }
                }
            }
        }
    }

    /** A block is a file if a name follows its language, or if its first line is a comment with a name. */
    private void writeFile(String language, String given, String text) throws Exception {
        Matcher comment = FILE.matcher(text);
        if (given == null && !comment.lookingAt()) {
            return;
        }
        Path file = folder.resolve(given == null ? comment.group(1) : given);
        if (language.equals("sql")) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(text);
            }
        } else {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private String run(RunnerProcess runner, String script) throws IOException, InterruptedException {
        String real = script.replace("http://localhost:8080", runner.base)
                .replace("http://localhost:3000", runner.base + "/twin/wa")
                .replace("curl ", "curl -sS ")
                .replace("bin/calling-card", JAR)
                .replace(JAR, "java -XX:TieredStopAtLevel=1 -jar " + System.getProperty("callingcard.runner"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-uc", real)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("CALLINGCARD_LEDGER_FILE", runner.ledger.toString());
        builder.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
