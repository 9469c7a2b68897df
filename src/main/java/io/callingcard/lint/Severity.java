// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.Locale;

/** How grave a mistake is. */
enum Severity {
    /** A mistake: people get messages twice or against their will, or a secret leaks. */
    ERROR,
    /** A risk, or something that may be on purpose. */
    WARNING;

    /** Returns the word that compilers print and SARIF knows. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
