package io.callingcard.ledger;

/** The database could not do what was asked; nothing is known to be kept. */
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
