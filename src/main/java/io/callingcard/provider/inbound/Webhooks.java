// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.wire.HmacKey;
import io.callingcard.provider.wire.Json;

/** Verifies and reads the events of one provider. */
public interface Webhooks {

    /**
     * Reads the signatures of a call from its headers, before the body is read.
     *
     * @return verifies the body
     * @throws ForgedEventException if there is no signature, or one is malformed or too old
     */
    Seal seal(Headers headers);

    /** Accepts a further secret from now on. */
    void trust(String secret);

    /**
     * Reads an event.
     *
     * @throws UnreadableEventException if the body is not an event
     */
    InboundEvent read(byte[] body, Instant receivedAt);

    /** Parses an event. Only a JSON object is an event. */
    static JsonNode parse(byte[] body) {
        return Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnreadableEventException("the body is not a JSON object"));
    }

    /** Thrown for a call that the provider did not sign, or signed too long ago. The message is for our log only. */
    class ForgedEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ForgedEventException(String reason) {
            super(reason);
        }
    }

    /** Thrown for a signed body that is not an event. */
    class UnreadableEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public UnreadableEventException(String reason) {
            super(reason);
        }
    }

    /** The signatures of a call. */
    @FunctionalInterface
    interface Seal {

        /**
         * Verifies that the provider signed a body, before the body is parsed.
         *
         * @param body the exact bytes, which are signed
         * @throws ForgedEventException if it did not
         */
        void verify(byte[] body);
    }

    /**
     * The headers of a call.
     *
     * @param values returns the values of a header by its name in any case; an empty list if it is missing
     */
    record Headers(Function<String, List<String>> values) {

        /**
         * Returns the value of a header, or null.
         *
         * @throws ForgedEventException if the header has several values, which no provider sends
         */
        public String value(String name) {
            List<String> all = values.apply(name);
            if (all.size() > 1) {
                throw new ForgedEventException("the header " + name + " has " + all.size() + " values");
            }
            return all.isEmpty() ? null : all.get(0);
        }

        public boolean hasAny(List<String> names) {
            return names.stream().anyMatch(name -> !values.apply(name).isEmpty());
        }

        /** Omits the values: signatures are for no log. */
        @Override
        public String toString() {
            return "Headers";
        }
    }

    /**
     * Verifies signatures. Several keys are valid while a secret is being replaced.
     *
     * @param tolerance how far the time of a signature may differ from the clock, before and after
     */
    record Signatures(List<HmacKey> keys, Clock clock, Duration tolerance) {

        private static final int HEX_DIGITS = 64;
        private static final int MAX_TIME_DIGITS = 12;

        /** Parses a signature in lower-case hex. Upper case is refused, so that a signature has one form only. */
        public static byte[] hex(String text) {
            if (text.length() != HEX_DIGITS || !consistsOf("0123456789abcdef", text)) {
                throw new ForgedEventException("the signature is not 64 digits of lower-case hex");
            }
            return HexFormat.of().parseHex(text);
        }

        /** Refuses a signature whose time differs too much from the clock. */
        public void requireFresh(String timestamp) {
            if (timestamp.isEmpty() || timestamp.length() > MAX_TIME_DIGITS || !consistsOf("0123456789", timestamp)) {
                throw new ForgedEventException("the time of the signature is not a number of seconds since 1970");
            }
            Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                    .abs();
            if (off.compareTo(tolerance) > 0) {
                throw new ForgedEventException(
                        "the signature is " + off.toSeconds()
                                + " s off our clock; set the clock, or, if it is right, look for a sender that replays old events");
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

        /** Refuses signatures that match no key. Compares in constant time. */
        public void require(String prefix, byte[] content, List<byte[]> signatures) {
            boolean right = false;
            for (HmacKey key : keys) {
                byte[] expected = key.sign(prefix, content);
                for (byte[] signature : signatures) {
                    right |= MessageDigest.isEqual(expected, signature);
                }
            }
            if (!right) {
                throw new ForgedEventException(
                        "the signature is wrong; compare webhookVerifyToken with the secret of the subscription");
            }
        }

        /** Returns a verifier with one more key. */
        public Signatures with(HmacKey key) {
            return new Signatures(Stream.concat(keys.stream(), Stream.of(key)).toList(), clock, tolerance);
        }

        @Override
        public String toString() {
            return "Signatures[" + keys.size() + " keys]";
        }
    }
}
