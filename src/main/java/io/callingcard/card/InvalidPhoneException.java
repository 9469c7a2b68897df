package io.callingcard.card;

import java.util.Objects;

/** A phone number that cannot be used: says which field, why, and what to do; never the number. */
public class InvalidPhoneException extends IllegalArgumentException {

    private final String field;
    private final String reason;
    private final String cure;

    public InvalidPhoneException(String field, String reason, String cure) {
        super(Refusal.message(field, reason, cure));
        this.field = Objects.requireNonNull(field, "field");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.cure = Objects.requireNonNull(cure, "cure");
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }

    public String cure() {
        return cure;
    }

    /** The same refusal for a caller who knows where the number came from, for example {@code to} or {@code phones[1]}. */
    public InvalidPhoneException at(String otherField) {
        InvalidPhoneException moved = new InvalidPhoneException(otherField, reason, cure);
        moved.initCause(this);
        return moved;
    }
}
