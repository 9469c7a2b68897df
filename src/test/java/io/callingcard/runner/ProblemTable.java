// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of problem, for the page of errors. */
public final class ProblemTable {

    private ProblemTable() {}

    /** Returns a row of Markdown for each kind. */
    public static String rows() {
        return Stream.of(ProblemKind.values())
                .map(kind -> "| " + kind.status() + " | `" + kind.type() + "` | " + kind.title() + ". | " + kind.cure()
                        + " |\n")
                .collect(Collectors.joining());
    }
}
