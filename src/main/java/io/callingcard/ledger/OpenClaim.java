package io.callingcard.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.Sending;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * A claim that this process has. It hears from the producers what became of what was sent, and so knows, whatever the
 * route makes of it, whether the step may be claimed again.
 */
final class OpenClaim implements StepClaim {

    /** How the route ended the claim. */
    enum End {
        CONFIRMED,
        REMOVED,
        GIVEN_UP
    }

    private final Claims claims;
    private final ClaimTable.Held held;
    private final StepKey key;
    private final Asked asked;
    private final StepClaim outer;
    private final List<String> contents = new ArrayList<>();
    private final Map<Sending, Outcome> outcomes = new LinkedHashMap<>();
    private int underWay;
    private String messageId;
    private boolean sent;
    private End end;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    /**
     * Who claimed it, and how to find it again: by then the exchange may have other headers, or be another exchange.
     *
     * @param name what the route calls it
     */
    record Asked(IdempotentRepository repository, String name, String exchangeId, String parentId) {

        static Asked by(IdempotentRepository repository, String name, Exchange exchange) {
            return new Asked(
                    repository,
                    name,
                    exchange.getExchangeId(),
                    exchange.getProperty(Exchange.CORRELATION_ID, String.class));
        }

        boolean is(IdempotentRepository other, String otherName) {
            return repository == other && name.equals(otherName);
        }

        /** Whether an exchange ends what one of its parts began. */
        boolean isPartOf(Exchange exchange) {
            return exchange.getExchangeId().equals(parentId);
        }
    }

    OpenClaim(Claims claims, ClaimTable.Held held, StepKey key, Asked asked, StepClaim outer) {
        this.claims = claims;
        this.held = held;
        this.key = key;
        this.asked = asked;
        this.outer = outer;
    }

    ClaimTable.Held held() {
        return held;
    }

    StepKey key() {
        return key;
    }

    Asked asked() {
        return asked;
    }

    StepClaim outer() {
        return outer;
    }

    /** Whether this is the first that is heard of something having been sent. */
    synchronized boolean isFirstSent() {
        boolean first = !sent;
        sent = true;
        return first;
    }

    synchronized String messageId() {
        return messageId;
    }

    @Override
    public synchronized String nameOf(String content) {
        int number = contents.indexOf(content);
        if (number < 0) {
            number = contents.size();
            contents.add(content);
        }
        return held.name() + "#" + number;
    }

    @Override
    public boolean begin(Sending sending) {
        if (!claims.begin(this, sending)) {
            return false;
        }
        synchronized (this) {
            underWay++;
        }
        return true;
    }

    @Override
    public void ended(Sending sending, Outcome outcome, Map<String, Object> headers) {
        synchronized (this) {
            underWay--;
            outcomes.merge(sending, outcome, (before, now) -> worse(sending, before, now));
            if (headers.get(CardConstants.MESSAGE_ID) instanceof String id) {
                messageId = id;
            }
        }
        claims.ended(this, sending, outcome == Outcome.SENT ? headers : Map.of());
    }

    /** A later try that the provider knows for the same message tells more than the one before. */
    private static Outcome worse(Sending sending, Outcome before, Outcome now) {
        if (before == Outcome.IN_DOUBT && !(now == Outcome.SENT && sending.repeatable())) {
            return before;
        }
        return before == Outcome.SENT ? (now == Outcome.IN_DOUBT && !sending.repeatable() ? now : before) : now;
    }

    /** What the step is, by all that was told of it; null when nothing was told. */
    synchronized Outcome outcome() {
        if (outcomes.isEmpty()) {
            return null;
        }
        if (outcomes.containsValue(Outcome.IN_DOUBT)) {
            return Outcome.IN_DOUBT;
        }
        return outcomes.containsValue(Outcome.SENT) ? Outcome.SENT : Outcome.NOT_SENT;
    }

    synchronized void end(End how) {
        end = how;
    }

    /** How the route ended it; null before that, and while something is still under way. */
    synchronized End ended() {
        return underWay == 0 ? end : null;
    }

    synchronized void write(UnaryOperator<CompletableFuture<Void>> next) {
        written = next.apply(written);
    }

    void awaitWritten() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = written;
        }
        last.join();
    }

    @Override
    public String toString() {
        return "OpenClaim[" + key.flow() + "/" + key.step() + "]";
    }
}
