// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.Failure;

/**
 * The right to send a step of a flow once. The ledger puts the claim on the exchange. A producer asks it right before
 * it sends, and reports the outcome to it.
 */
public interface StepClaim {

    /** Exchange property: the claim of the next message. */
    String PROPERTY = "CamelCardClaim";

    /** Returns the claim on the exchange, or null. */
    static StepClaim of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, StepClaim.class);
    }

    /**
     * Returns a name for one of the messages of this step. Each attempt at the same message gets the same name, in this
     * process and in a later one, so that a provider recognizes it. Another message gets another name, and so does the
     * same one to another address within this claim.
     *
     * @param message the fingerprint of the message without the address
     * @param content the fingerprint of the message with the address
     */
    String nameOf(String message, String content);

    /**
     * Asks for permission right before the first byte leaves, and records that an attempt begins. The answer arrives on a
     * thread that may run routes.
     */
    CompletableFuture<Permission> begin(Sending sending);

    /**
     * Returns how long a permission lasts. A process that stood still for longer since it asked must not send: another one may
     * have taken the step over.
     */
    Duration lease();

    /** Asks again, right before a further try of the same attempt. */
    CompletableFuture<Permission> again();

    /** Reports the result of a message, also of one that was refused before it asked for permission. */
    void ended(Sending sending, Result result);

    /** Whether a message may leave. */
    enum Permission {
        GRANTED,
        /** The lease of the claim expired, so another process may have sent the message. */
        EXPIRED,
        /** The person opted out while the message waited. */
        OPTED_OUT,
        /**
         * An earlier attempt may have arrived, and the provider would not recognize this one as its repeat: the content
         * differs, or the key is too old.
         */
        UNRECOGNIZABLE
    }

    /**
     * A message that is about to be sent.
     *
     * @param repeatableFor how long a second attempt cannot become a second message; zero if it always can
     * @param content       the fingerprint of what the provider compares, or null if it compares nothing
     * @param traces        the fingerprints of its texts, by which {@link HistoryRow} finds it in the history; empty if
     *                      unknown
     */
    record Sending(String provider, String operation, Duration repeatableFor, String content, List<String> traces) {

        /** The effect can be repeated at any time. */
        public static final Duration ALWAYS = Duration.ofMillis(Long.MAX_VALUE);

        public Sending {
            traces = List.copyOf(traces);
        }

        public Sending withContent(String fingerprint) {
            return new Sending(provider, operation, repeatableFor, fingerprint, traces);
        }
    }

    /**
     * How an attempt ended.
     *
     * @param headers the headers that the provider's answer sets, such as the chat and message ids; empty without an
     *                answer
     * @param failure describes the failure; null if there was none
     */
    record Result(Outcome outcome, Map<String, Object> headers, Failure failure) {}
}
