// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Path;
import java.util.List;

/** Pages of simulations, for the tests that open them in a browser. */
public final class PlannedPages {

    private static final int FEW = 4;
    private static final int MANY = 12;

    private PlannedPages() {}

    public static Path masked(Path folder) throws Exception {
        return page(folder, FEW, false);
    }

    /** Simulates before and after a change of the budget. */
    public static Path withNumbersAndDifference(Path before, Path after) throws Exception {
        page(before, FEW, true);
        Path page = page(after, MANY, true);
        SimulationResult.analyze(after, before, List.of(), true);
        return page;
    }

    private static Path page(Path folder, int firstTouchesPerDay, boolean showNumbers) throws Exception {
        EngineJournal.run(folder, firstTouchesPerDay, PeopleModel.SILENT);
        Analyzed.result(folder, showNumbers);
        return folder.resolve(SimulationPage.FILE);
    }
}
