// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Locale;
import java.util.stream.Stream;

/** Which of two sources the gateway's twin follows where they differ. */
enum WaDialect {
    /** The program, version 9.2.0: what a gateway answers on the wire. */
    V9,
    /** The provider's page on sending a contact. */
    DOCS;

    private static final String UNREADABLE = "bind |Unprocessable Entity";

    /** Finds the dialect of a word, {@code v9} or {@code docs}. */
    static WaDialect of(String word) {
        return Stream.of(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(1002, "dialect: must be v9 or docs, but is " + word));
    }

    /** The refusal in the words of this dialect. */
    Refusal worded(Refusal refusal) {
        if (this == V9 || refusal.code() == null) {
            return refusal;
        }
        if (refusal.code().equals(WaError.AUTHENTICATION_ERROR.name())) {
            return WaError.internal("device not connected");
        }
        boolean unreadable = refusal.code().equals(WaError.INTERNAL_SERVER_ERROR.name())
                && refusal.getMessage().matches("(?s)(?:" + UNREADABLE + ").*");
        return unreadable ? WaError.invalid("invalid request body") : refusal;
    }
}
