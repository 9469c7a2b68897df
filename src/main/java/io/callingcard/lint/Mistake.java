// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

/**
 * A place in a flow that breaks a rule.
 *
 * @param severity that of the rule, or lower where the lint is less certain
 * @param owner    what the place belongs to, for example {@code Route welcome}
 * @param subject  what is wrong there, for example {@code chert:send-text}
 * @param reason   why a comment switched the rule off here; null if none did
 */
record Mistake(LintRule rule, Severity severity, Place place, String owner, String subject, String reason) {

    /** Whether a comment switched the rule off here. */
    boolean isOff() {
        return reason != null;
    }

    /** Returns the sentence of the rule and the cure, with the route. */
    String message() {
        return owner + ": " + subject + ": " + rule.sentence() + " " + rule.cure();
    }

    FlowFinding finding() {
        return new FlowFinding(
                rule.id(), severity.word(), place.file(), place.line(), place.column(), owner, subject, message());
    }
}
