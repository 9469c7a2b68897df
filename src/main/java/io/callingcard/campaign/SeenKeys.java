// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The keys of the leads that a check has seen, as fingerprints of 64 bits: a file of two million rows needs 32 MB, a tenth of
 * what their texts need. That two of its keys have the same fingerprint has a chance of one in ten million. The check would
 * then count one lead less; an import asks the ledger, and not this.
 */
final class SeenKeys {

    private static final int FIRST_SIZE = 1 << 10;

    private final MessageDigest digest;

    /** At most half of the places are taken. 0 is a free one. */
    private long[] places = new long[FIRST_SIZE];

    private int taken;

    SeenKeys() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns false if the key was added before. */
    boolean add(String key) {
        long print = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        long value = print == 0 ? 1 : print;
        if (!put(places, value)) {
            return false;
        }
        taken++;
        if (taken * 2 > places.length) {
            long[] larger = new long[places.length * 2];
            for (long each : places) {
                if (each != 0) {
                    put(larger, each);
                }
            }
            places = larger;
        }
        return true;
    }

    private static boolean put(long[] places, long value) {
        int at = (int) value & places.length - 1;
        while (places[at] != 0) {
            if (places[at] == value) {
                return false;
            }
            at = at + 1 & places.length - 1;
        }
        places[at] = value;
        return true;
    }
}
