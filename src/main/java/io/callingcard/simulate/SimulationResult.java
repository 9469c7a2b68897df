// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The result of a simulation, from the files in its folder.
 *
 * @param findings facts that an operator should know, the worst first
 * @param broken   the rules that the simulation broke; none if the product works as documented
 */
public record SimulationResult(Path folder, List<Finding> findings, List<BrokenRule> broken) {

    /**
     * Checks and analyzes the journal of a folder. Writes {@code summary.json}, {@code findings.json} and {@code plan.html}
     * beside it.
     *
     * @param showNumbers whether the page shows phone numbers and email addresses; otherwise they are masked
     */
    public static SimulationResult analyze(Path folder, boolean showNumbers) throws IOException {
        return analyze(folder, showNumbers, List.of());
    }

    /**
     * Checks and analyzes the journal of a folder, and adds further findings.
     *
     * @param more findings in the route files
     */
    public static SimulationResult analyze(Path folder, boolean showNumbers, List<Finding> more) throws IOException {
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
        List<Finding> findings = Findings.worstFirst(Findings.of(summary, checker.broken()), more);
        summary.write(folder);
        Findings.write(folder, findings);
        SimulationPage.write(folder, summary, findings, checker.broken(), showNumbers, null);
        return new SimulationResult(folder, findings, checker.broken());
    }

    /** Compares this result with an analyzed simulation in another folder, and writes the page with the differences. */
    public SimulationDiff since(Path before, boolean showNumbers) throws IOException {
        SimulationDiff diff = SimulationDiff.of(before, folder);
        SimulationPage.write(folder, SimulationSummary.read(folder), findings, broken, showNumbers, diff);
        return diff;
    }
}
