// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The result of a simulation, from the files in its folder.
 *
 * @param findings    facts that an operator should know, the worst first
 * @param differences one sentence for each difference from an earlier simulation, or one sentence that there is none; empty
 *                    if nothing was compared
 */
public record SimulationResult(List<Finding> findings, List<String> differences) {

    /**
     * Checks and analyzes the journal of a folder. Writes {@code summary.json}, {@code findings.json} and {@code plan.html}
     * beside it, and {@code diff.json} if there is an earlier simulation.
     *
     * @param before      the folder of the earlier simulation, which was analyzed; null to compare with none
     * @param flows       findings in the route files
     * @param showNumbers whether the page shows phone numbers and email addresses; otherwise they are masked
     */
    public static SimulationResult analyze(Path folder, Path before, List<Finding> flows, boolean showNumbers)
            throws IOException {
        RulesFile rules = RulesFile.read(folder);
        RuleChecker checker = new RuleChecker(rules);
        SummaryReader reader = new SummaryReader(rules);
        // Reading a journal takes longer than counting it, so both share one pass.
        JournalEvent.read(folder, event -> {
            checker.accept(event);
            reader.accept(event);
        });
        checker.end();
        SimulationSummary summary = reader.summary(checker.count());
        List<Finding> findings = Findings.worstFirst(Findings.of(summary, checker.broken()), flows);
        summary.write(folder);
        Findings.write(folder, findings);
        List<String> differences = differences(before, folder);
        SimulationPage.write(folder, summary, findings, checker.broken(), differences, showNumbers);
        return new SimulationResult(findings, differences);
    }

    private static List<String> differences(Path before, Path after) throws IOException {
        if (before == null) {
            // An earlier result in the same folder may have been compared.
            Files.deleteIfExists(after.resolve(SimulationDiff.FILE));
            return List.of();
        }
        SimulationDiff diff = SimulationDiff.of(before, after);
        diff.write(after);
        return diff.sentences();
    }
}
