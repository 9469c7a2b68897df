package io.callingcard.card;

/** The one wording of refused input: the field, why, and what to do about it. */
final class Refusal {

    private Refusal() {}

    static String message(String field, String reason, String cure) {
        return field + ": " + reason + "; " + cure;
    }
}
