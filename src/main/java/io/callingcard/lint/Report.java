// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the mistakes: one for each rule and place, with the comments that switch rules off. */
final class Report {

    private record Key(LintRule rule, Place place) {}

    private final List<Off> offs;
    private final Set<String> files;
    private final Set<Off> used = new HashSet<>();
    private final Map<Key, Mistake> mistakes = new LinkedHashMap<>();

    /**
     * @param files the files that are checked; a mistake in another file, such as a Kamelet of the jar, is not theirs
     */
    Report(Set<String> files, List<Off> offs) {
        this.files = files;
        this.offs = offs;
    }

    void add(LintRule rule, Place place, String owner, String subject) {
        add(rule, rule.severity(), place, owner, subject, List.of(place));
    }

    /**
     * Adds a mistake.
     *
     * @param around the places that lead there; a comment at one of them switches the rule off
     */
    void add(LintRule rule, Severity severity, Place place, String owner, String subject, List<Place> around) {
        if (!files.contains(place.file())) {
            return;
        }
        Optional<Off> off = offs.stream()
                .filter(each -> each.names(rule) && !each.reason().isEmpty())
                .filter(each -> around.stream().anyMatch(each::covers))
                .findFirst();
        off.ifPresent(used::add);
        mistakes.merge(
                new Key(rule, place),
                new Mistake(
                        rule,
                        severity,
                        place,
                        owner,
                        subject,
                        off.map(Off::reason).orElse(null)),
                Report::graver);
    }

    private static Mistake graver(Mistake known, Mistake other) {
        if (known.isOff() != other.isOff()) {
            return known.isOff() ? other : known;
        }
        return other.severity().compareTo(known.severity()) < 0 ? other : known;
    }

    /** Returns the mistakes in the order of the files. */
    List<Mistake> all() {
        offs.forEach(this::judge);
        List<Mistake> all = new ArrayList<>(mistakes.values());
        all.sort(Comparator.comparing((Mistake mistake) -> mistake.place().file())
                .thenComparingInt(mistake -> mistake.place().line())
                .thenComparingInt(mistake -> mistake.place().column())
                .thenComparing(Mistake::rule));
        return all;
    }

    private void judge(Off off) {
        if (off.reason().isEmpty()) {
            add(LintRule.OFF_WITHOUT_REASON, off.place(), "Comment", "lint: off " + String.join(", ", off.rules()));
            return;
        }
        for (String rule : off.rules()) {
            if (LintRule.of(rule).isEmpty()) {
                add(LintRule.UNUSED_OFF, off.place(), "Comment", rule + " is no rule");
            }
        }
        if (!used.contains(off)
                && off.rules().stream().anyMatch(rule -> LintRule.of(rule).isPresent())) {
            add(LintRule.UNUSED_OFF, off.place(), "Comment", "lint: off " + String.join(", ", off.rules()));
        }
    }
}
