package io.callingcard.provider;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.Outcome;

/**
 * The right to do a step of a flow once. Whoever claims the step puts it on the exchange; the producers ask it right
 * before they send, and tell it what became of it.
 */
public interface StepClaim {

    /** Exchange property: the claim that what is sent next is for. */
    String PROPERTY = "CamelCardClaim";

    /** The claim that an exchange was sent on its way with, or null. */
    static StepClaim of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, StepClaim.class);
    }

    /**
     * A name for one of the messages of this step. It is the same for each try of it, in this process and after it, so
     * that a provider can know the message again; tries may differ in their content, as far as they come in one order.
     *
     * @param content tells the messages of one try apart
     */
    String nameOf(String content);

    /**
     * Asks for the last time, before the first byte leaves.
     *
     * @return false when the claim is no longer ours: somebody took us for dead, and nothing may be sent
     */
    boolean begin(Sending sending);

    /** Tells what became of what was begun. */
    void ended(Sending sending, Outcome outcome, OperationResult result);
}
