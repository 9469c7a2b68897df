// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

import static io.callingcard.simulate.FindingKind.Severity.ERROR;
import static io.callingcard.simulate.FindingKind.Severity.INFO;
import static io.callingcard.simulate.FindingKind.Severity.WARNING;

/** The kinds of findings. {@code findings.properties} has the sentences. Their placeholders follow the order of the names here. */
enum FindingKind {
    RULE_BROKEN(ERROR, "count", "rule"),
    LINE_IS_BOTTLENECK(WARNING, "line", "days", "lines", "days_then"),
    CAMPAIGN_DOES_NOT_END(WARNING, "campaign", "waiting", "days"),
    NO_CONSENT(WARNING, "count"),
    REFUSED(WARNING, "count", "reason", "field"),
    TWO_CAMPAIGNS_ONE_DAY(WARNING, "people"),
    NIGHT_PILE_UP(WARNING, "line", "day", "count", "all", "hour", "next_hour"),
    DOUBTS_LEFT(WARNING, "count"),
    NOTHING_IS_SENT(WARNING),
    BUDGET_NEVER_USED(INFO, "line", "peak", "budget"),
    MANY_STOPS(INFO, "count", "people", "percent"),
    STUBBED(INFO, "count", "address"),
    NOT_SIMULATED(INFO, "count", "step");

    /** The severity of a finding. */
    enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    private final Severity severity;
    private final List<String> names;

    FindingKind(Severity severity, String... names) {
        this.severity = severity;
        this.names = List.of(names);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Finding of(Object... values) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            data.put(names.get(i), values[i]);
        }
        return new Finding(
                id(),
                severity.name().toLowerCase(Locale.ROOT),
                sentence(Locale.ROOT, values),
                sentence(Locale.GERMAN, values),
                data);
    }

    private String sentence(Locale language, Object... values) {
        String pattern = ResourceBundle.getBundle(
                        "io.callingcard.simulate.findings", language, FindingKind.class.getClassLoader())
                .getString(id());
        return new MessageFormat(pattern, language == Locale.ROOT ? Locale.US : language).format(values);
    }
}
