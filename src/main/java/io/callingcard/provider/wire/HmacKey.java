// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signs with HMAC-SHA256. Copies an initialized {@link Mac}, which is cheaper than a new one. */
public final class HmacKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac ready;

    public HmacKey(byte[] secret) {
        try {
            ready = Mac.getInstance(ALGORITHM);
            ready.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }

    /** Creates a key from the characters of a secret, even if they look like hex. */
    public static HmacKey ofText(String secret) {
        return new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs an ASCII prefix followed by bytes. */
    public byte[] sign(String prefix, byte[] content) {
        try {
            Mac mac = (Mac) ready.clone();
            mac.update(prefix.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA256 cannot be copied", e);
        }
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "HmacKey";
    }
}
