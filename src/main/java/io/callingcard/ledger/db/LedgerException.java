// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.util.concurrent.CompletionException;

/** The ledger's database failed. Nothing is known to be stored. */
public class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the failure of a future of the database, which may be wrapped. */
    public static LedgerException of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof LedgerException ours
                ? ours
                : new LedgerException("The ledger's database failed", cause);
    }
}
