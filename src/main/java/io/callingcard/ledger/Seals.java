// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encrypts names that hold numbers, such as those of people and steps, so that a page can use them in an address and tells
 * no number. The same name has the same seal on all nodes that have the same key. A seal that was changed does not open.
 */
final class Seals {

    private static final String CIPHER = "AES/CTR/NoPadding";
    private static final String CONTENT = "sealed:";
    private static final int IV_BYTES = 16;
    private static final int KEY_BYTES = 16;

    private final HmacKey key;
    private final SecretKeySpec cipherKey;

    /**
     * Seals with a key.
     *
     * @param key null for one of this process
     */
    Seals(HmacKey key) {
        this.key = key == null ? new HmacKey(random()) : key;
        cipherKey = new SecretKeySpec(this.key.sign("seal-key:", new byte[0]), 0, KEY_BYTES, "AES");
    }

    private static byte[] random() {
        byte[] bytes = new byte[KEY_BYTES * 2];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Returns a text that is safe in a URL. */
    String seal(String name) {
        byte[] content = name.getBytes(UTF_8);
        byte[] iv = iv(content);
        byte[] sealed = Arrays.copyOf(iv, IV_BYTES + content.length);
        System.arraycopy(cipher(Cipher.ENCRYPT_MODE, iv, content), 0, sealed, IV_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Returns what was sealed; empty if the text is no seal of this key. */
    Optional<String> open(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= IV_BYTES) {
            return Optional.empty();
        }
        byte[] iv = Arrays.copyOf(bytes, IV_BYTES);
        byte[] content = cipher(Cipher.DECRYPT_MODE, iv, Arrays.copyOfRange(bytes, IV_BYTES, bytes.length));
        return MessageDigest.isEqual(iv, iv(content)) ? Optional.of(new String(content, UTF_8)) : Optional.empty();
    }

    /** It depends on the content, so that no two contents share one, and that it proves the content. */
    private byte[] iv(byte[] content) {
        return Arrays.copyOf(key.sign(CONTENT, content), IV_BYTES);
    }

    private byte[] cipher(int mode, byte[] iv, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, cipherKey, new IvParameterSpec(iv));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is not available", e);
        }
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "Seals";
    }
}
