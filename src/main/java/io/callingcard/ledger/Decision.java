package io.callingcard.ledger;

/** What is to become of a step that nobody can tell more of. The order is that of the numbers in the table. */
public enum Decision {
    /** It is left as it is, and never sent again. */
    SKIP,
    /** It may be sent again, at the risk of a second message where the provider knows no key. */
    RESEND,
    /** A person decides. */
    ASK;

    private static final Decision[] ALL = values();

    static Decision of(int number) {
        return ALL[number];
    }
}
