package io.callingcard.provider.wire;

/** What a call can do, and so what a lost answer means. */
public enum Effect {
    /** It leaves nothing behind that anyone would miss or see twice: a read, an upload. Lost is as good as not sent. */
    NONE,
    /** It leaves a state behind, and twice is as good as once: a read receipt, a setting. Lost is in doubt, and repeated. */
    SETTLED,
    /** It may leave something behind: a message, a reaction, a subscription. Lost is in doubt. */
    LASTING,
    /** The same, of an operation whose calls all carry a key by which the provider knows a repeat. */
    KEYED;

    /** Whether it may leave something behind that a repeat would leave twice. */
    public boolean isLasting() {
        return this == LASTING || this == KEYED;
    }

    /** Whether twice is as good as once. */
    public boolean isRepeatable() {
        return this != LASTING;
    }
}
