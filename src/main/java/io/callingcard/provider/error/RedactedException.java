package io.callingcard.provider.error;

/** Keeps the stack trace of an error without its message, which may quote what was sent or received. */
public final class RedactedException extends RuntimeException {

    public RedactedException(Throwable original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }
}
