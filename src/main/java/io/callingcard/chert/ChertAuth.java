package io.callingcard.chert;

/** The two ways of authentication; the same secret serves both. */
public enum ChertAuth {
    HMAC,
    BEARER
}
