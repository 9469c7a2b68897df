// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds mistakes in flows before they run. Reads the files together, as they are loaded together: a send in a route that another
 * route calls from inside a claim is inside that claim.
 */
public final class FlowLint {

    private FlowLint() {}

    /**
     * Returns the findings in the order of the files, also those that a comment switches off.
     *
     * @param kamelets returns the file of a Kamelet, by the Kamelet's name
     * @param settings returns the value of a setting, or null
     */
    public static List<Finding> findings(
            Collection<LintFile> files, Function<String, Optional<LintFile>> kamelets, UnaryOperator<String> settings) {
        Flows flows = new Flows(files, kamelets, settings);
        List<Off> offs = new ArrayList<>();
        files.forEach(file ->
                offs.addAll(Off.in(file.name(), file.text(), flows.documents().get(file.name()))));
        Report report = new Report(flows.documents().keySet(), offs);
        new Walk(flows, report).all();
        new EndpointRules(flows, report).all();
        new BeanRules(flows, report).all();
        return report.all();
    }
}
