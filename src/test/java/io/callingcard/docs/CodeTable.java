// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.callingcard.provider.wire.ErrorAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of error codes on the page of troubleshooting, beside those of the code. */
public final class CodeTable {

    private static final Path PAGE = Path.of("docs/troubleshooting.md");

    private CodeTable() {}

    /** Checks that the section has a row for each answer, with the words that a person sees and what follows. */
    public static void has(String section, Collection<ErrorAnswer> answers) throws IOException {
        Set<String> expected = answers.stream()
                .map(answer -> seen(answer) + " | " + follows(answer))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String[]> rows = rows(section);
        Set<String> told =
                rows.stream().map(row -> row[1] + " | " + row[2]).collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(expected);
        assertThat(rows).allSatisfy(row -> assertThat(row[3]).as(row[0]).endsWith("."));
    }

    /** Checks that the section has these codes, each with its words. */
    public static void names(String section, Set<Integer> codes) throws IOException {
        assertThat(rows(section).stream().map(row -> Integer.valueOf(row[0])))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    /** The words up to the cure. */
    private static String seen(ErrorAnswer answer) {
        return answer.meaning().split(";")[0];
    }

    private static String follows(ErrorAnswer answer) {
        if (!answer.notSent()) {
            return "in doubt";
        }
        return "not sent" + (answer.ofLine() ? "; the line rests" : answer.retryable() ? "; retried" : "");
    }

    /** The cells of each row: code, words, what follows, what to do. */
    private static List<String[]> rows(String section) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n## " + section + "\n");
        assertThat(begin).as(section).isNotNegative();
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .skip(1)
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }
}
