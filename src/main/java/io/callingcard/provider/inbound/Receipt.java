package io.callingcard.provider.inbound;

/** What became of an event that was handed in. */
enum Receipt {
    /** The route has finished, or the event is stored. */
    TAKEN,
    /** It came before. */
    DUPLICATE,
    /** The filter drops it. */
    UNWANTED,
    /** It failed and must be delivered again. */
    FAILED;

    static Receipt of(boolean through) {
        return through ? TAKEN : FAILED;
    }

    /** Whether it need not be brought again. */
    boolean isSettled() {
        return this != FAILED;
    }
}
