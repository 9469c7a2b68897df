package io.callingcard.provider.wire;

/** No whole answer came. What counts is whether a byte of the request may have left. */
final class WireFailure extends Exception {

    private final boolean written;

    WireFailure(String reason, boolean written, Throwable cause) {
        super(reason, cause);
        this.written = written;
    }

    /** False only when it is certain that the provider has not seen the request. */
    boolean written() {
        return written;
    }
}
