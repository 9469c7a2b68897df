package io.callingcard.ledger;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Lets a step of a flow through once for each chat. What the idempotent consumer asks for is the step,
 * {@code flow/step}; the chat is read from the exchange, from the same headers that the producers read.
 */
public abstract class OncePerStep implements IdempotentRepository {

    private ChatLedger ledger;
    private String provider;

    /** Within which time once is once. */
    abstract Window window();

    @Override
    public boolean add(Exchange exchange, String step) {
        return claims().claim(this, step, window(), provider, exchange);
    }

    @Override
    public boolean contains(Exchange exchange, String step) {
        return claims().isTaken(step, window(), provider, exchange);
    }

    @Override
    public boolean confirm(Exchange exchange, String step) {
        return claims().end(
                        this, step, exchange, exchange.isFailed() ? OpenClaim.End.GIVEN_UP : OpenClaim.End.CONFIRMED);
    }

    /** Gives the step back, unless something was sent, or may have been. */
    @Override
    public boolean remove(Exchange exchange, String step) {
        return claims().end(this, step, exchange, OpenClaim.End.REMOVED);
    }

    private Claims claims() {
        if (ledger == null) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + " has no ledger: set the property ledger, such as '#bean:ledger'");
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
                + " needs the exchange, which names the chat; for keys of your own use the ledger itself");
    }

    /** Not for everybody who has this repository: others share the ledger. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("What was sent stays sent; see ledger:forget");
    }

    @Override
    public void start() {
        // The ledger opens itself when it is needed.
    }

    /** A route that stops must not stop what others use. */
    @Override
    public void stop() {
        // The ledger ends with the context.
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

    /** Whose chats these are, where the exchange does not say; chats of different providers are different chats. */
    public void setProvider(String provider) {
        this.provider = provider;
    }
}
