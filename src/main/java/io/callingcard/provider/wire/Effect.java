package io.callingcard.provider.wire;

/** What a call can do to people, and so what a lost answer means. */
public enum Effect {
    /** It reaches nobody: a read, an upload slot. A lost answer is as good as not sent. */
    NONE,
    /** Someone may see it. A lost answer is in doubt. */
    VISIBLE
}
