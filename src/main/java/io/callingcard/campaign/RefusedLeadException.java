// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.card.InvalidPhoneException;

/** A lead was refused. The message names the field and the cure, never the value. */
public class RefusedLeadException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final RefusalReason code;

    RefusedLeadException(String field, RefusalReason code, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.code = code;
    }

    RefusedLeadException(InvalidPhoneException cause) {
        super(cause.getMessage(), cause);
        this.field = "phone";
        this.code = RefusalReason.NOT_A_NUMBER;
    }

    /** Keeps no stack trace: the fault is in the data, and the traces of a file of bad rows cost more than its rows. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    public String getField() {
        return field;
    }

    RefusalReason code() {
        return code;
    }
}
