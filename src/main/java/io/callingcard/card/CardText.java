// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

/** Checks text on a card. Blank text counts as absent. */
final class CardText {

    private CardText() {}

    static String optional(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static String required(String field, String text) {
        if (optional(text) == null) {
            throw new InvalidCardException(field, "is missing or blank", "Set a value, or remove the entry");
        }
        return text;
    }
}
