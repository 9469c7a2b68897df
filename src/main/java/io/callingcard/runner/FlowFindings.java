// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;

import io.callingcard.lint.FlowFinding;
import io.callingcard.simulate.Finding;

/** What the lint finds in files of routes, as a finding of a simulation. It says the same as the command check. */
final class FlowFindings {

    private FlowFindings() {}

    /**
     * Returns the findings that no comment switches off.
     *
     * @param patterns the files, separated by commas; false for none
     */
    static List<Finding> of(CamelContext camel, String patterns) throws Exception {
        return FlowCheck.lint(camel, patterns).findings().stream()
                .map(FlowFindings::told)
                .toList();
    }

    private static Finding told(FlowFinding finding) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("file", finding.file());
        data.put("line", finding.line());
        data.put("column", finding.column());
        data.put("owner", finding.owner());
        data.put("subject", finding.subject());
        return new Finding(finding.rule(), finding.severity(), finding.sentence(), finding.sentence(), data);
    }
}
