package io.callingcard.provider.claim;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.Outcome;

/**
 * The right to do a step of a flow once. The ledger puts the claim on the exchange; a producer asks it right before it
 * sends, and reports the outcome to it.
 */
public interface StepClaim {

    /** Exchange property: the claim that the next message is sent for. */
    String PROPERTY = "CamelCardClaim";

    /** The claim on the exchange, or null. */
    static StepClaim of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, StepClaim.class);
    }

    /**
     * A name for one of the messages of this step. Each try of the message has the same name, in this process and in a
     * later one, so that a provider can recognize it. The content may differ between tries, as long as the messages
     * come in the same order.
     *
     * @param content tells the messages of one try apart
     */
    String nameOf(String content);

    /**
     * Asks for permission right before the first byte leaves.
     *
     * @return false when the claim is no longer ours, because its lease expired; then nothing may be sent
     */
    boolean begin(Sending sending);

    /**
     * Reports the outcome of a message that was begun.
     *
     * @param headers the headers that the provider's answer sets, such as the chat and message ids; empty without an
     *                answer
     */
    void ended(Sending sending, Outcome outcome, Map<String, Object> headers);

    /**
     * A message that is about to leave.
     *
     * @param repeatable whether a second try cannot become a second message, because of a key or because it is shown once
     * @param traces     fingerprints of what the provider's history will show of it, as {@link HistoryRow} makes them; empty
     *                   if unknown
     */
    record Sending(String provider, String operation, boolean repeatable, List<String> traces) {

        /** Copies the traces. */
        public Sending {
            traces = List.copyOf(traces);
        }
    }
}
