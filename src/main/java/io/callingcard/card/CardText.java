package io.callingcard.card;

/** What counts as text on a card: blank is absent. */
final class CardText {

    private CardText() {}

    static String optional(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static String required(String field, String text) {
        if (optional(text) == null) {
            throw new InvalidCardException(field, "is missing or blank", "give a value, or leave the entry out");
        }
        return text;
    }
}
