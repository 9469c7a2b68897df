// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Objects;

/** Names the field, the problem and the cure, but never the value, because exceptions are logged. */
abstract class InvalidInputException extends IllegalArgumentException {

    private final String field;
    private final String reason;
    private final String cure;

    InvalidInputException(String field, String reason, String cure) {
        super(field + ": " + reason + ". " + cure + ".");
        this.field = Objects.requireNonNull(field, "field");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.cure = Objects.requireNonNull(cure, "cure");
    }

    /** The path of the field, for example {@code contact.phones[1].value}. */
    public String field() {
        return field;
    }

    /** What is wrong, as the rest of a sentence about the field. */
    public String reason() {
        return reason;
    }

    /** What to do, as a sentence without its period. */
    public String cure() {
        return cure;
    }
}
