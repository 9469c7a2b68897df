// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the answer to a command with what a page shows. An ellipsis stands for anything, as do times and ids. */
final class ShownAnswer {

    private static final Pattern STATEMENT = Pattern.compile("(?m)^(?:curl|java|bin/calling-card) ");

    /** A time, or an id of a twin. */
    private static final Pattern ANY = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.]\\d+)?Z?(?: +\\d\\d:\\d\\d)?|\\b(?:msg_|ch_|3EB0)[0-9a-fA-F]+");

    /** Runs a script, and returns its output. */
    interface Shell {
        String run(String script) throws Exception;
    }

    private ShownAnswer() {}

    /**
     * Fails unless a script answers as the page shows. What the page tells may take a moment, so a last command that only reads is
     * repeated until then.
     */
    static void compare(Shell shell, String script, String first, String shown) {
        String last = last(script);
        if (last.isEmpty() || last.contains(" -d ")) {
            assertShows(first, shown);
            return;
        }
        Pattern expected = pattern(shown);
        String[] answer = {first};
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            if (!expected.matcher(spaced(answer[0])).find()) {
                answer[0] = shell.run(last);
            }
            assertThat(spaced(answer[0])).containsPattern(expected);
        });
    }

    static void assertShows(String answer, String shown) {
        assertThat(spaced(answer)).containsPattern(pattern(shown));
    }

    private static String last(String script) {
        List<MatchResult> statements = STATEMENT.matcher(script).results().toList();
        return statements.isEmpty()
                ? ""
                : script.substring(statements.get(statements.size() - 1).start());
    }

    private static Pattern pattern(String shown) {
        String text = Stream.of(spaced(ANY.matcher(shown).replaceAll("…")).split("(?m)^…$", -1))
                .map(part -> Stream.of(part.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*")))
                .collect(Collectors.joining("(?s:.*)"));
        return Pattern.compile(text);
    }

    /** The width of a column depends on what is in it. */
    private static String spaced(String text) {
        return text.replaceAll(" +", " ").replaceAll(" ?\n", "\n").strip();
    }
}
