// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Hashes content, so that it can be compared without being stored. */
public final class Fingerprint {

    private static final MessageDigest FRESH = fresh();

    private Fingerprint() {}

    /** Returns the fingerprint of parts in an order. */
    public static String of(byte[]... parts) {
        MessageDigest digest = sha256();
        for (int i = 0; i < parts.length; i++) {
            digest.update(parts[i]);
            if (i < parts.length - 1) {
                digest.update((byte) 0);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    public static String of(String... parts) {
        byte[][] bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        return of(bytes);
    }

    /** Copies a digest, which is cheaper than a lookup among the security providers. */
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's own SHA-256 can be copied", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
