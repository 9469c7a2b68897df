package io.callingcard.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * The life of a claim, from winning it to its recorded outcome. A producer calls {@link #begin} before and {@link #ended}
 * after each message; the route calls {@link #finish}. When the route has finished and no message is under way, the
 * outcome is final: sent, in doubt, or not sent. The producers tell the outcome, so it does not matter what the route
 * does about failures.
 */
final class Claim implements StepClaim {

    /** How the route finishes a claim. */
    enum Finish {
        /** The route succeeded. */
        CONFIRMED,
        /** The route failed. A step that was not sent may be claimed again. */
        RELEASED,
        /** The route handled its failure. A step that was not sent is skipped. */
        GIVEN_UP
    }

    /**
     * The repository and the exchange that took the claim. When the route ends, the exchange may have other headers, or
     * be another exchange.
     *
     * @param name the key that the route uses
     */
    record Origin(IdempotentRepository repository, String name, String exchangeId, String parentId) {

        static Origin of(IdempotentRepository repository, String name, Exchange exchange) {
            return new Origin(
                    repository,
                    name,
                    exchange.getExchangeId(),
                    exchange.getProperty(Exchange.CORRELATION_ID, String.class));
        }

        boolean is(IdempotentRepository other, String otherName) {
            return repository == other && name.equals(otherName);
        }

        /** Tells whether one of the exchange's parts took the claim. */
        boolean isPartOf(Exchange exchange) {
            return exchange.getExchangeId().equals(parentId);
        }
    }

    private final ClaimRecorder recorder;
    private final OpenClaims registry;
    private final ClaimTable.Held held;
    private final StepKey key;
    private final Origin origin;
    private final StepClaim outer;
    private final OpenClaims.Records records;
    private final List<String> contents = new ArrayList<>();
    private final Map<StepClaim.Sending, Outcome> outcomes = new LinkedHashMap<>();
    private int underWay;
    private String messageId;
    private boolean sent;
    private Finish finish;

    /** A claim that this process has just won. */
    Claim(ClaimRecorder recorder, OpenClaims registry, StepKey key, String token, Origin origin, StepClaim outer) {
        this.recorder = recorder;
        this.registry = registry;
        this.held = new ClaimTable.Held(key.name(), token);
        this.key = key;
        this.origin = origin;
        this.outer = outer;
        this.records = registry.new Records(toString());
        registry.add(held, this);
    }

    String name() {
        return held.name();
    }

    Origin origin() {
        return origin;
    }

    /** The claim that was on the exchange before this one, or null. */
    StepClaim outer() {
        return outer;
    }

    @Override
    public synchronized String nameOf(String content) {
        int number = contents.indexOf(content);
        if (number < 0) {
            number = contents.size();
            contents.add(content);
        }
        return name() + "#" + number;
    }

    /** claimed → sending, unless the lease has expired. */
    @Override
    public boolean begin(StepClaim.Sending sending) {
        if (!recorder.begin(held, sending)) {
            return false;
        }
        registry.add(held, this);
        synchronized (this) {
            underWay++;
        }
        return true;
    }

    /**
     * sending → sent, in doubt or not sent. SENT is recorded at once, not when the route ends. The route may still repeat
     * a message in doubt if the provider recognizes a repeat, so IN_DOUBT is recorded when the route ends.
     */
    @Override
    public void ended(StepClaim.Sending sending, Outcome outcome, Map<String, Object> headers) {
        boolean isSent;
        boolean isFirst;
        synchronized (this) {
            underWay--;
            outcomes.merge(sending, outcome, (before, now) -> combined(sending, before, now));
            if (headers.get(CardConstants.MESSAGE_ID) instanceof String id) {
                messageId = id;
            }
            isSent = outcome() == Outcome.SENT;
            isFirst = isSent && !sent;
            sent |= isSent;
        }
        if (isSent) {
            Map<String, Object> answer = outcome == Outcome.SENT ? headers : Map.of();
            records.add(recorder.sent(held, key, isFirst, messageId(), sending.provider(), answer));
        }
        recordIfFinished();
    }

    /** A later try of the same message disproves a doubt only if the provider recognizes the repeat. */
    private static Outcome combined(StepClaim.Sending sending, Outcome before, Outcome now) {
        if (before == Outcome.IN_DOUBT && !(now == Outcome.SENT && sending.repeatable())) {
            return before;
        }
        return before == Outcome.SENT ? (now == Outcome.IN_DOUBT && !sending.repeatable() ? now : before) : now;
    }

    /** The outcome of all messages of the step so far; null when no message has ended. */
    synchronized Outcome outcome() {
        if (outcomes.isEmpty()) {
            return null;
        }
        if (outcomes.containsValue(Outcome.IN_DOUBT)) {
            return Outcome.IN_DOUBT;
        }
        return outcomes.containsValue(Outcome.SENT) ? Outcome.SENT : Outcome.NOT_SENT;
    }

    private synchronized String messageId() {
        return messageId;
    }

    /** Ends the claim for the route. Returns when the outcome is durable. */
    void finish(Finish how) {
        setFinish(how);
        recordIfFinished();
        records.await();
    }

    /**
     * Leaves the claim to the next message of the exchange, also in another route. Without a message the lease expires,
     * as after a crash.
     */
    void leaveToNextMessage() {
        setFinish(Finish.RELEASED);
        registry.remove(held);
    }

    private synchronized void setFinish(Finish how) {
        finish = how;
    }

    /** How the route finished; null before that, and while a message is under way. */
    private synchronized Finish finished() {
        return underWay == 0 ? finish : null;
    }

    private void recordIfFinished() {
        Finish how = finished();
        if (how == null || !registry.remove(held)) {
            return;
        }
        Outcome outcome = outcome();
        if (outcome == null && how == Finish.CONFIRMED) {
            // No producer of ours reported: the route did something else, and succeeded.
            records.add(recorder.settled(held, StepState.SENT, messageId()));
        } else if (outcome == null || outcome == Outcome.NOT_SENT) {
            records.add(recorder.notSent(held, how == Finish.GIVEN_UP ? Decision.SKIP : null));
        } else if (outcome == Outcome.IN_DOUBT) {
            records.add(recorder.settled(held, StepState.IN_DOUBT, messageId()));
        }
    }

    @Override
    public String toString() {
        return "Claim[" + key.flow() + "/" + key.step() + "]";
    }
}
