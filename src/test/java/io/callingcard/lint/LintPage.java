// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generates the page of the lint from its table of rules and their examples. */
public final class LintPage {

    private LintPage() {}

    public static String page() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # The flow lint

                <!-- Generated from the rules of the lint by ReferencePagesTest. Change LintRule and src/test/resources/lint, not this page. -->

                The lint reads your flows (the files with Camel routes) and reports mistakes before a message is sent. `calling-card check` runs it:

                ```bash
                bin/calling-card check --routes file:routes/*.camel.yaml --sarif lint.sarif
                ```

                ```text
                """);
        for (FlowFinding finding : Linted.findings(new LintFile(
                "routes/reminder.camel.yaml",
                Linted.example(LintRule.SEND_OUTSIDE_CLAIM, "bad").text()))) {
            page.append(finding).append('\n');
        }
        return page.append(
                        """
                        ```

                        Each finding names the file, the line and the column, the route, what is wrong, what to do, and the rule.

                        * **Exit code.** An error fails the check: exit code 1. A warning does not, unless you add `--strict`.
                        * **Editors and build servers.** `--sarif FILE` writes the findings as SARIF 2.1.0. GitHub, GitLab, Visual Studio Code and
                          others show them at the lines.
                        * **All files together.** The lint reads the files that the start would load. It follows `direct:`, `seda:` and Kamelets. So
                          a send in `direct:send-text` is inside a claim if the step that calls it is. The finding is at the step to correct.
                        * **Both spellings.** `uri: chert:send-text` and `uri: chert` with `parameters: {operation: send-text}` are the same.
                        * **Routes that others call.** The caller of a `direct:` route decides about claim and consent, and so does the user of a
                          Kamelet. If no file calls a `direct:` route, for example because Java calls it, its sends are not reported.
                        * **Replies.** A reply in a route that receives messages needs no check of the consent, but the route must record STOP.
                          A message to a group needs no check either.
                        * **What it does not read.** Routes in Java and XML, the steps of beans, and Kamelets that are not found. It reads no
                          databases and asks no provider.

                        ## Switching a rule off

                        If a rule does not fit, write a comment before the step, route or bean. It applies to everything inside. A comment at the
                        end of a line applies to the element that begins there. Give the reason, and separate several rules by commas:

                        ```yaml
                        """)
                .append(Linted.example(LintRule.UNUSED_OFF, "good").text())
                .append(
                        """
                        ```

                        ## Rules

                        | Rule | Severity | What is wrong |
                        | --- | --- | --- |
                        """)
                .append(rules().map(rule -> "| [`" + rule.id() + "`](#" + rule.id() + ") | "
                                + rule.severity().word() + " | " + rule.sentence() + " |\n")
                        .collect(Collectors.joining()))
                .append(sections())
                .toString();
    }

    private static String sections() throws IOException {
        StringBuilder sections = new StringBuilder();
        for (LintRule rule : rules().toList()) {
            sections.append("\n### ")
                    .append(rule.id())
                    .append("\n\n")
                    .append(rule.severity() == Severity.ERROR ? "Error. " : "Warning. ")
                    .append(rule.sentence())
                    .append("\n\n**Why.** ")
                    .append(rule.why())
                    .append("\n\n**Cure.** ")
                    .append(rule.cure())
                    .append("\n\nBad:\n\n```yaml\n")
                    .append(Linted.example(rule, "bad").text())
                    .append("```\n\nGood:\n\n```yaml\n")
                    .append(Linted.example(rule, "good").text())
                    .append("```\n");
        }
        return sections.toString();
    }

    private static Stream<LintRule> rules() {
        return Stream.of(LintRule.values());
    }
}
