// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the analysis finds in the folder of a simulation. */
final class Analyzed {

    private Analyzed() {}

    /** Analyzes a simulation alone, with no findings in its routes. */
    static SimulationResult result(Path folder, boolean showNumbers) throws IOException {
        return SimulationResult.analyze(folder, null, List.of(), showNumbers);
    }

    static List<BrokenRule> broken(Path folder) throws IOException {
        RuleChecker checker = new RuleChecker(RulesFile.read(folder));
        JournalEvent.read(folder, checker::accept);
        checker.end();
        return checker.broken();
    }
}
