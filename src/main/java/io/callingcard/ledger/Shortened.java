package io.callingcard.ledger;

import io.callingcard.provider.claim.Fingerprint;

/** Texts that fit into a column and stay apart all the same; the beginning stays readable. */
final class Shortened {

    private Shortened() {}

    static String to(int longest, String text) {
        if (text.length() <= longest) {
            return text;
        }
        String digest = Fingerprint.of(text);
        return text.substring(0, longest - digest.length() - 1) + "~" + digest;
    }
}
