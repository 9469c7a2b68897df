// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Lets a step of a flow through once per chat. The key of the idempotent consumer is the step, {@code flow/step}. The
 * chat comes from the headers of the exchange that the producers read.
 */
public abstract class OncePerStep implements IdempotentRepository, EagerCheck.ClaimsFirst {

    private ChatLedger ledger;
    private String provider;

    /** The time within which the step happens once. */
    abstract Window window();

    /** Whether a step waits until the steps of its flow that were claimed before it can no longer be sent. */
    boolean isOrdered() {
        return false;
    }

    Claims.Once once() {
        return new Claims.Once(this, window(), provider, isOrdered());
    }

    @Override
    public boolean add(Exchange exchange, String step) {
        return claims().claimNow(once(), step, exchange).isPresent();
    }

    @Override
    public boolean contains(Exchange exchange, String step) {
        return claims().createChatAndCheckTaken(once(), step, exchange);
    }

    @Override
    public boolean confirm(Exchange exchange, String step) {
        return claims().finish(this, step, exchange, Claim.Finish.confirmed(exchange));
    }

    /** Releases the step, unless a message was sent or may have been sent. */
    @Override
    public boolean remove(Exchange exchange, String step) {
        return claims().finish(this, step, exchange, Claim.Finish.RELEASED);
    }

    Claims claims() {
        if (ledger == null) {
            throw new IllegalStateException("ledger: is missing for "
                    + getClass().getSimpleName() + ". Set the property ledger, such as '#bean:ledger'.");
        }
        return ledger.claims();
    }

    @Override
    public boolean add(String step) {
        throw chatIsMissing();
    }

    @Override
    public boolean contains(String step) {
        throw chatIsMissing();
    }

    @Override
    public boolean remove(String step) {
        throw chatIsMissing();
    }

    @Override
    public boolean confirm(String step) {
        throw chatIsMissing();
    }

    private UnsupportedOperationException chatIsMissing() {
        return new UnsupportedOperationException(getClass().getSimpleName()
                + " needs an exchange that names the chat. For keys of your own use the ledger itself.");
    }

    /** Not supported: other routes share the ledger. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("A ledger cannot be cleared. To delete a person use ledger:forget.");
    }

    @Override
    public void start() {
        // The ledger opens itself.
    }

    @Override
    public void stop() {
        // The ledger closes with the context. Other routes use it until then.
    }

    public ChatLedger getLedger() {
        return ledger;
    }

    public void setLedger(ChatLedger ledger) {
        this.ledger = ledger;
    }

    public String getProvider() {
        return provider;
    }

    /** Sets the provider of chats if the exchange does not name it. Each provider has its own chats. */
    public void setProvider(String provider) {
        this.provider = provider;
    }
}
