package io.callingcard.provider.claim;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.Outcome;

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
     * Returns a name for one of the messages of this step. Each attempt at the message gets the same name, in this
     * process and in a later one, so that a provider recognizes it. The content may differ between attempts, if the
     * messages come in the same order.
     *
     * @param content tells the messages of one attempt apart
     */
    String nameOf(String content);

    /**
     * Asks for permission right before the first byte leaves.
     *
     * @return false if the lease of the claim expired; then nothing may be sent
     */
    boolean begin(Sending sending);

    /**
     * Reports the outcome of a message that {@link #begin} permitted.
     *
     * @param headers the headers that the provider's answer sets, such as the chat and message ids; empty without an
     *                answer
     */
    void ended(Sending sending, Outcome outcome, Map<String, Object> headers);

    /**
     * A message that is about to be sent.
     *
     * @param repeatable whether a second attempt cannot become a second message
     * @param traces     the fingerprints of its texts, by which {@link HistoryRow} finds it in the history; empty if
     *                   unknown
     */
    record Sending(String provider, String operation, boolean repeatable, List<String> traces) {

        public Sending {
            traces = List.copyOf(traces);
        }
    }
}
