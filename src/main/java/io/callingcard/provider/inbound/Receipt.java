// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

/** The result of accepting an event. */
enum Receipt {
    /** The event was routed, or stored to be routed. */
    ACCEPTED,
    /** The event was received before. */
    DUPLICATE,
    /** The options filter the event out. */
    FILTERED,
    /** The event was not accepted and must be delivered again. */
    FAILED;

    static Receipt of(boolean routed) {
        return routed ? ACCEPTED : FAILED;
    }

    /** Whether the event need not be delivered again. */
    boolean isSettled() {
        return this != FAILED;
    }
}
