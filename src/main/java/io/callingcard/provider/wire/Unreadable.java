package io.callingcard.provider.wire;

/** Where an answer could not be read. The words of the original error stay out: they may quote the answer. */
final class Unreadable extends RuntimeException {

    Unreadable(RuntimeException original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }
}
