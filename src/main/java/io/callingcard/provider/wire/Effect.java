// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

/** The effect of a call at the provider, which decides what a lost answer means. */
public enum Effect {
    /** No visible effect: a read or an upload. A lost answer counts as not sent. */
    NONE,
    /** A sign of presence: a read receipt or a typing indicator. It can be repeated. */
    PRESENCE,
    /**
     * A state that a repeat does not change: a setting or a pinned chat. A lost answer is in doubt; a repeat is safe.
     */
    SETTLED,
    /** Something that a repeat creates twice: a message or a subscription. A lost answer is in doubt. */
    LASTING,
    /** As {@link #LASTING}, but each request carries an idempotency key, by which the provider recognizes a repeat. */
    KEYED;

    /** Whether a repeat without a key can send a second message. */
    public boolean isLasting() {
        return this == LASTING || this == KEYED;
    }

    /** Whether a call with this effect uses the claim of a step. */
    public boolean isClaimed() {
        return this != NONE && this != PRESENCE;
    }
}
