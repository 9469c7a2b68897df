package io.callingcard.provider.inbound;

/** What became of an event that was handed in. */
enum Receipt {
    /** The route is through with it; or it is kept and will be. */
    TAKEN,
    /** It came before. */
    DUPLICATE,
    /** Nobody wants to see it. */
    UNWANTED,
    /** Not now; whoever brought it is to bring it again. */
    FAILED;

    static Receipt of(boolean through) {
        return through ? TAKEN : FAILED;
    }

    /** Whether it need not be brought again. */
    boolean isSettled() {
        return this != FAILED;
    }
}
