package io.callingcard.provider.wire;

/** What a call leaves behind at the provider, and so what a lost answer means. */
public enum Effect {
    /** Nothing that anyone would miss or see twice: a read, an upload. A lost answer counts as not sent. */
    NONE,
    /** A sign of presence beside the messages: a read receipt, a typing indicator. It may be repeated. */
    PRESENCE,
    /** A state that a repeat does not change: a setting, a pinned chat. A lost answer is in doubt; a repeat is safe. */
    SETTLED,
    /** Something that a repeat would leave twice: a message, a subscription. A lost answer is in doubt. */
    LASTING,
    /** As {@link #LASTING}, but each request carries a key by which the provider recognizes a repeat. */
    KEYED;

    /** Whether a repeat without a key could be seen twice. */
    public boolean isLasting() {
        return this == LASTING || this == KEYED;
    }

    /** Whether an operation with this effect can be repeated without being seen twice. */
    public boolean isRepeatable() {
        return this != LASTING;
    }

    /** Whether it can be the message that a step was claimed for. */
    public boolean isClaimed() {
        return this != NONE && this != PRESENCE;
    }
}
