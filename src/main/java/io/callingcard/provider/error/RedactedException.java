package io.callingcard.provider.error;

/** Where something failed, without the words of the original error: they may quote what was sent or received. */
public final class RedactedException extends RuntimeException {

    public RedactedException(Throwable original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }
}
