// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

/**
 * A mistake in a flow, as people read it.
 *
 * @param rule     the id of the rule, for example {@code send-outside-claim}
 * @param severity {@code error} or {@code warning}
 * @param line     from 1
 * @param column   from 1
 * @param owner    what the place belongs to, for example {@code Route welcome}
 * @param subject  what is wrong there, for example {@code chert:send-text}
 * @param message  what is wrong and what to do, with owner and subject
 */
public record FlowFinding(
        String rule, String severity, String file, int line, int column, String owner, String subject, String message) {

    public boolean isError() {
        return severity.equals(Severity.ERROR.word());
    }

    /** Returns the place, the message and the rule. */
    public String sentence() {
        return file + ":" + line + ":" + column + ": " + message + " [" + rule + "]";
    }

    /** Returns one line as compilers print it, so that editors find the place. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + severity + ": " + message + " [" + rule + "]";
    }
}
