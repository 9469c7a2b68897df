package io.callingcard.provider.inbound;

/** What came is signed as it should be, and yet no event. */
public class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableEventException(String reason) {
        super(reason);
    }
}
