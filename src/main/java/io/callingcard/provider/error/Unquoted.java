package io.callingcard.provider.error;

/** Where something failed, without the words of the original error: they may quote what was sent or received. */
public final class Unquoted extends RuntimeException {

    public Unquoted(Throwable original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }
}
