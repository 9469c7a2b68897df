package io.callingcard.ledger.db;

/** The ledger's database failed. Nothing is known to be stored. */
public class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    static LedgerException of(Throwable cause) {
        return new LedgerException("The ledger's database failed", cause);
    }
}
