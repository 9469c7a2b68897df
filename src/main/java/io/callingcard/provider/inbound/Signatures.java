package io.callingcard.provider.inbound;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.callingcard.provider.wire.HmacKey;

/**
 * Whether a signature is right. While a secret is being replaced, the old one and the new one are both good.
 *
 * @param tolerance how far the time of a signature may be from ours, in the past and in the future
 */
public record Signatures(List<HmacKey> keys, Clock clock, Duration tolerance) {

    private static final int HEX_DIGITS = 64;
    private static final int MOST_DIGITS_OF_TIME = 12;

    /** The bytes of a signature in hex, as the providers write it: two writings of one signature are one too many. */
    public static byte[] hex(String text) {
        if (text.length() != HEX_DIGITS || !consistsOf("0123456789abcdef", text)) {
            throw new Webhooks.ForgedEventException("the signature is not 64 digits of lower-case hex");
        }
        return HexFormat.of().parseHex(text);
    }

    /** Refuses signatures that are too old or in the future. */
    public void requireFresh(String timestamp) {
        if (timestamp.isEmpty() || timestamp.length() > MOST_DIGITS_OF_TIME || !consistsOf("0123456789", timestamp)) {
            throw new Webhooks.ForgedEventException("the time of the signature is not a number of seconds");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                .abs();
        if (off.compareTo(tolerance) > 0) {
            throw new Webhooks.ForgedEventException("the signature is " + off.toSeconds()
                    + " s off our clock; if the clocks are right, old events are being replayed");
        }
    }

    private static boolean consistsOf(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a signature that no key makes. How long it takes tells nothing of how near it was. */
    public void require(String prefix, byte[] content, List<byte[]> signatures) {
        boolean right = false;
        for (HmacKey key : keys) {
            byte[] expected = key.sign(prefix, content);
            for (byte[] signature : signatures) {
                right |= MessageDigest.isEqual(expected, signature);
            }
        }
        if (!right) {
            throw new Webhooks.ForgedEventException(
                    "the signature is wrong; compare the secret with the subscription's");
        }
    }

    /** With one more key. */
    public Signatures with(HmacKey key) {
        return new Signatures(Stream.concat(keys.stream(), Stream.of(key)).toList(), clock, tolerance);
    }

    @Override
    public String toString() {
        return "Signatures[" + keys.size() + " keys]";
    }
}
