// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.callingcard.lint.Frame.Visit;

/**
 * Finds the step that a reader must change. A send in a route that others call from inside a claim is right: the step that calls
 * it outside of one is wrong. A step in a Kamelet is never wrong: the step that uses the Kamelet is.
 */
final class Blame {

    /** A rule that is broken at a step, by all steps that lead there. */
    private record Broken(LintRule rule, Visit visit, String subject) {}

    private final Report report;
    private final List<Broken> sends = new ArrayList<>();
    private final Map<LintRule, Set<Route>> enteredWell = new EnumMap<>(LintRule.class);

    Blame(Report report) {
        this.report = report;
    }

    /** Notes that some caller enters the route as the rule wants it. */
    void enteredWell(LintRule rule, Route route) {
        enteredWell.computeIfAbsent(rule, each -> new HashSet<>()).add(route);
    }

    void add(LintRule rule, Visit visit, String subject) {
        add(rule, rule.severity(), visit, subject);
    }

    void add(LintRule rule, Severity severity, Visit visit, String subject) {
        Visit user = user(visit);
        report.add(rule, severity, user.place(), user.frame().route().owner(), subject, places(visit));
    }

    /** Adds a send, to be judged when all callers of its route are known. */
    void send(LintRule rule, Visit visit, String subject) {
        sends.add(new Broken(rule, visit, subject));
    }

    void report() {
        for (Broken broken : sends) {
            Visit wrong = wrong(broken.rule, broken.visit);
            String subject =
                    wrong.equals(broken.visit) ? broken.subject : called(wrong) + " leads to " + broken.subject;
            report.add(
                    broken.rule,
                    broken.rule.severity(),
                    wrong.place(),
                    wrong.frame().route().owner(),
                    subject,
                    places(broken.visit));
        }
    }

    private Visit wrong(LintRule rule, Visit send) {
        Set<Route> right = enteredWell.getOrDefault(rule, Set.of());
        Visit wrong = user(send);
        while (wrong.frame().caller() != null && right.contains(wrong.frame().route())) {
            wrong = user(wrong.frame().caller());
        }
        return wrong;
    }

    /** Returns the step outside of Kamelets that leads to a step. */
    static Visit user(Visit visit) {
        Visit user = visit;
        while (user.frame().caller() != null && user.frame().route().isKamelet()) {
            user = user.frame().caller();
        }
        return user;
    }

    private static String called(Visit visit) {
        return visit.step()
                .endpoint(visit.frame().names()::fill)
                .map(Endpoint::name)
                .orElse(visit.step().kind());
    }

    private static List<Place> places(Visit visit) {
        List<Place> places = new ArrayList<>();
        for (Visit each = visit; each != null; each = each.frame().caller()) {
            places.add(each.place());
        }
        return places;
    }
}
