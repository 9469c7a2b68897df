// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

/** An attempt without a complete answer. Says whether a byte of the request may have been sent. */
public final class WireFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean written;

    public WireFailure(String reason, boolean written, Throwable cause) {
        super(reason, cause);
        this.written = written;
    }

    /** Whether the provider may have received the request. */
    boolean written() {
        return written;
    }
}
