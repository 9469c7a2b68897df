package io.callingcard.card;

import java.util.Objects;

/** A contact card that cannot be used: says which field, why, and what to do; never the offending value. */
public class InvalidCardException extends IllegalArgumentException {

    private final String field;
    private final String reason;
    private final String cure;

    public InvalidCardException(String field, String reason, String cure) {
        super(Refusal.message(field, reason, cure));
        this.field = Objects.requireNonNull(field, "field");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.cure = Objects.requireNonNull(cure, "cure");
    }

    /** The path of the field, for example {@code contact.phones[1].value}. */
    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }

    public String cure() {
        return cure;
    }

    /** The same refusal for a caller who knows more exactly where the field stands. */
    public InvalidCardException at(String otherField) {
        InvalidCardException moved = new InvalidCardException(otherField, reason, cure);
        moved.initCause(this);
        return moved;
    }
}
