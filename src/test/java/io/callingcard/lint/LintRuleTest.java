// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule finds its bad file, and nothing else there. The good file has no findings. */
class LintRuleTest {

    @ParameterizedTest
    @EnumSource
    void findsTheBadFile(LintRule rule) throws IOException {
        // A comment without a reason leaves its rule on.
        String other = rule == LintRule.OFF_WITHOUT_REASON ? LintRule.CRON_WITHOUT_MISFIRE_RULE.id() : "";
        assertThat(Linted.findings(Linted.example(rule, "bad")))
                .filteredOn(finding -> !finding.rule().equals(other))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(rule.id());
                    assertThat(finding.severity()).isEqualTo(rule.severity().word());
                    assertThat(finding.message()).contains(rule.sentence(), rule.cure());
                });
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheGoodFileAlone(LintRule rule) throws IOException {
        assertThat(Linted.findings(Linted.example(rule, "good"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenInWholeSentences(LintRule rule) {
        assertThat(List.of(rule.sentence(), rule.why(), rule.cure()))
                .allMatch(text -> text.matches("[A-Z].*[.]"))
                .allMatch(text ->
                        List.of(text.split("[.:;] ")).stream().allMatch(sentence -> sentence.split(" ").length < 25));
    }
}
