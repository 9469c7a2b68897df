package io.callingcard.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows a page: writes its files, starts a runner beside them, runs each bash block, and compares the block below it with the
 * answer. An ellipsis stands for a time, an id, or lines that are left out. Blocks with Maven are tested by {@link ReadmeIT}.
 */
@Tag("full")
class DocumentedCommandsIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```");
    private static final Pattern FILE = Pattern.compile("(?:#|--) (\\S+[.](?:yaml|properties|db))\n");
    private static final Pattern STATEMENT = Pattern.compile("(?m)^(?:curl|java) ");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/alerts.md",
                "docs/backup.md",
                "docs/designers.md",
                "docs/doubts.md",
                "docs/flows.md",
                "docs/going-live.md",
                "docs/metrics.md",
                "docs/outcomes-and-once.md",
                "docs/receive.md",
                "docs/run-a-campaign.md",
                "docs/runner.md",
                "docs/start.md"
            })
    void eachCommandAnswersAsThePageShows(String page) throws Exception {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(Path.of(page))).results().toList();
        for (MatchResult block : blocks) {
            writeFile(block.group(1), block.group(2));
        }
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), AT_ONCE)) {
            int compared = 0;
            for (int i = 0; i < blocks.size(); i++) {
                String script = blocks.get(i).group(2);
                if (blocks.get(i).group(1).equals("bash") && !script.contains("mvn ")) {
                    String answer = run(runner, script);
                    if (i + 1 < blocks.size() && blocks.get(i + 1).group(1).matches("json|text")) {
                        compare(runner, script, answer, blocks.get(i + 1).group(2));
                        compared++;
                    }
                }
            }
            assertThat(compared).isPositive();
        }
    }

    /** A block whose first line is a comment with a name is a file. */
    private void writeFile(String language, String text) throws Exception {
        var name = FILE.matcher(text);
        if (!name.lookingAt()) {
            return;
        }
        Path file = folder.resolve(name.group(1));
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

    private void compare(RunnerProcess runner, String script, String first, String shown) {
        Pattern expected = pattern(shown);
        String last = script.substring(STATEMENT
                .matcher(script)
                .results()
                .mapToInt(MatchResult::start)
                .max()
                .orElseThrow());
        String[] answer = {first};
        if (last.contains(" -d ")) {
            assertThat(spaced(first)).containsPattern(expected);
            return;
        }
        // Reading again does no harm, and what the page tells may take a moment.
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            if (!expected.matcher(spaced(answer[0])).find()) {
                answer[0] = run(runner, last);
            }
            assertThat(spaced(answer[0])).containsPattern(expected);
        });
    }

    private static Pattern pattern(String shown) {
        String text = Stream.of(spaced(shown).split("(?m)^…$", -1))
                .map(part -> Stream.of(part.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*")))
                .collect(Collectors.joining("(?s:.*)"));
        return Pattern.compile(text);
    }

    /** The width of a column depends on what is in it. */
    private static String spaced(String text) {
        return text.replaceAll(" +", " ").replaceAll(" ?\n", "\n").strip();
    }

    private String run(RunnerProcess runner, String script) throws IOException, InterruptedException {
        String real = script.replace("http://localhost:8080", runner.base)
                .replace("http://localhost:3000", runner.base + "/twin/wa")
                .replace("curl ", "curl -sS ")
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
