package io.callingcard.ledger;

import io.callingcard.card.InvalidPhoneException;

/** A lead that cannot be taken, with the field and what to do about it; never with what the field holds. */
public class RefusedLeadException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public RefusedLeadException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
    }

    RefusedLeadException(InvalidPhoneException cause) {
        super(cause.getMessage(), cause);
        this.field = "phone";
    }

    public String getField() {
        return field;
    }
}
