package io.callingcard.provider.inbound;

/** What came was not signed by the provider, or not lately. The reason is for our log, never for the caller. */
public class ForgedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForgedEventException(String reason) {
        super(reason);
    }
}
