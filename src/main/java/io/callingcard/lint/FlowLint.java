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

    private final List<Mistake> mistakes;

    private FlowLint(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Reads the files.
     *
     * @param kamelets returns the file of a Kamelet, by the Kamelet's name
     * @param settings returns the value of a setting, or null
     */
    public static FlowLint of(
            Collection<LintFile> files, Function<String, Optional<LintFile>> kamelets, UnaryOperator<String> settings) {
        Flows flows = new Flows(files, kamelets, settings);
        List<Off> offs = new ArrayList<>();
        files.forEach(file ->
                offs.addAll(Off.in(file.name(), file.text(), flows.documents().get(file.name()))));
        Report report = new Report(flows.documents().keySet(), offs);
        new Walk(flows, report).all();
        new EndpointRules(flows, report).all();
        new BeanRules(flows, report).all();
        return new FlowLint(report.all());
    }

    /** Returns the findings that no comment switches off, in the order of the files. */
    public List<FlowFinding> findings() {
        return mistakes.stream()
                .filter(mistake -> !mistake.isOff())
                .map(Mistake::finding)
                .toList();
    }

    /**
     * Returns the findings in the form that editors and build servers read: SARIF 2.1.0. It has also those that a comment
     * switches off.
     *
     * @param version the version of the program
     */
    public String sarif(String version) {
        return Sarif.of(mistakes, version);
    }
}
