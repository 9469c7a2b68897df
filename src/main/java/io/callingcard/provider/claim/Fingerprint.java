package io.callingcard.provider.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Tells contents apart without showing them. */
public final class Fingerprint {

    private static final MessageDigest FRESH = fresh();

    private Fingerprint() {}

    /** The same for the same parts in the same order, and for nothing else. */
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

    /** A copy is cheaper than a new one, which is looked for among all providers. */
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
