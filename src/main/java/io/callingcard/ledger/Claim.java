// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.ProviderException.Failure;

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
        GIVEN_UP;

        /** How a claim ends that Camel confirms. A rolled back exchange has no exception, but did not do its step. */
        static Finish confirmed(Exchange exchange) {
            if (exchange.isFailed()) {
                return GIVEN_UP;
            }
            return isRolledBack(exchange) ? RELEASED : CONFIRMED;
        }

        static boolean isRolledBack(Exchange exchange) {
            return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        }
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
    private final RestoredGap gap;
    private final BeginCondition condition;
    private final StepClaim outer;
    private final OpenClaims.Records records;
    private final int first;
    private final Map<String, List<String>> contents = new HashMap<>();
    private StepHistory history;
    private int asked;
    private CompletableFuture<Void> lastBegun = CompletableFuture.completedFuture(null);
    private boolean sent;
    private Finish finish;

    /**
     * A claim that this process has just won.
     *
     * @param history the attempts of earlier claims
     * @param gap     the time in which the step may have been sent without a trace in the ledger, or null
     * @param condition what must hold when a message begins
     */
    Claim(
            ClaimRecorder recorder,
            OpenClaims registry,
            StepKey key,
            String token,
            StepHistory history,
            RestoredGap gap,
            BeginCondition condition,
            Origin origin,
            StepClaim outer) {
        this.recorder = recorder;
        this.registry = registry;
        this.held = new ClaimTable.Held(key.name(), token);
        this.key = key;
        this.history = history;
        this.first = history.next();
        this.gap = gap;
        this.condition = condition;
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
    public synchronized String nameOf(String message, String content) {
        List<String> addressed = contents.computeIfAbsent(message, unknown -> new ArrayList<>());
        if (!addressed.contains(content)) {
            addressed.add(content);
        }
        return name() + "#" + message + "#" + addressed.indexOf(content);
    }

    /**
     * claimed → sending, unless the lease has expired, or an earlier attempt forbids it. Messages that begin at the same
     * time ask one after the other.
     */
    @Override
    public synchronized CompletableFuture<Permission> begin(StepClaim.Sending sending) {
        CompletableFuture<Permission> answer = recorder.threads().follow(lastBegun.thenCompose(before -> ask(sending)));
        lastBegun = answer.handle((permission, failure) -> null);
        return answer;
    }

    private synchronized CompletableFuture<Permission> ask(StepClaim.Sending sending) {
        Instant now = recorder.clock().instant();
        if (mayHide(sending)) {
            return recall(gap.attempt(nextNumber(), sending));
        }
        if (!history.permits(sending, first, now)) {
            return CompletableFuture.completedFuture(Permission.UNRECOGNIZABLE);
        }
        Attempt attempt = Attempt.begun(nextNumber(), sending, now);
        setAsked(attempt.number());
        return recorder.begin(held, condition, attempt)
                .whenComplete((permission, failure) ->
                        setAsked(failure == null && permission != Permission.OPTED_OUT ? attempt.number() : 0))
                .thenCompose(permission -> permission == Permission.GRANTED
                        ? begun(attempt)
                        : CompletableFuture.completedFuture(permission));
    }

    /** The process may have stood still since it asked. */
    private CompletableFuture<Permission> begun(Attempt attempt) {
        registry.add(held, this);
        Instant then = recorder.clock().instant();
        boolean isPermitted = beginIfPermitted(attempt, then);
        boolean isLate = then.isAfter(attempt.begunAt().plusMillis(recorder.lease()));
        CompletableFuture<Permission> still = isLate ? again() : CompletableFuture.completedFuture(Permission.GRANTED);
        return still.thenApply(permission ->
                permission == Permission.GRANTED && !isPermitted ? Permission.UNRECOGNIZABLE : permission);
    }

    @Override
    public Duration lease() {
        return Duration.ofMillis(recorder.lease());
    }

    private synchronized boolean beginIfPermitted(Attempt attempt, Instant now) {
        boolean isPermitted = history.permits(attempt.sending(), first, now);
        history = history.with(attempt);
        return isPermitted;
    }

    /** A message that may have been sent before is in doubt, and must be settled first. */
    private CompletableFuture<Permission> recall(Attempt attempt) {
        return recorder.recall(held, attempt).thenApply(isOurs -> {
            if (!isOurs) {
                return Permission.EXPIRED;
            }
            registry.add(held, this);
            addToHistory(attempt);
            return Permission.UNRECOGNIZABLE;
        });
    }

    private synchronized void addToHistory(Attempt attempt) {
        history = history.with(attempt);
    }

    /**
     * The number after the last one. An attempt that asks has its number before it is in the history. If no answer comes, the
     * ledger may have recorded that it begins: the report that it sent nothing then has the same number.
     */
    private int nextNumber() {
        return Math.max(history.next(), asked + 1);
    }

    private synchronized void setAsked(int number) {
        asked = number;
    }

    /** Whether the message may have left in the time that a restored ledger forgot, and a repeat would be a second one. */
    private boolean mayHide(StepClaim.Sending sending) {
        return gap != null && !sending.repeatableFor().equals(StepClaim.Sending.ALWAYS);
    }

    /** A process that stood still for long must not repeat a message whose key the provider has forgotten. */
    @Override
    public CompletableFuture<Permission> again() {
        return recorder.threads()
                .follow(recorder.again(held, condition)
                        .thenApply(permission -> permission == Permission.GRANTED && hasForgottenKey()
                                ? Permission.EXPIRED
                                : permission));
    }

    private synchronized boolean hasForgottenKey() {
        Instant now = recorder.clock().instant();
        return history.attempts().stream()
                .anyMatch(attempt -> attempt.isUnderWay()
                        && attempt.sending().content() != null
                        && !now.isBefore(attempt.repeatableUntil()));
    }

    /**
     * sending → sent, in doubt or not sent. SENT is recorded at once, not when the route ends. The route may still repeat
     * a message in doubt if the provider recognizes a repeat, so IN_DOUBT is recorded when the route ends.
     */
    @Override
    public void ended(StepClaim.Sending sending, StepClaim.Result result) {
        if (isRecalled(sending)) {
            recordIfFinished();
            return;
        }
        Attempt attempt;
        boolean isSent;
        boolean isFirst;
        synchronized (this) {
            attempt = history.underWay(sending)
                    .orElseGet(() -> Attempt.unbegun(nextNumber(), sending))
                    .ended(result.outcome(), report(result), recorder.clock().instant());
            history = history.with(attempt);
            isSent = history.state() == StepState.SENT;
            isFirst = isSent && !sent;
            sent |= isSent;
        }
        // A message that was refused before it began may be the first that this registry hears of.
        registry.add(held, this);
        records.add(
                isSent ? recorder.sent(held, key, attempt, isFirst, result.headers()) : recorder.ended(held, attempt));
        recordIfFinished();
    }

    /** Whether {@link #begin} recorded that the message may have been sent before. Its refusal is no attempt. */
    private synchronized boolean isRecalled(StepClaim.Sending sending) {
        return mayHide(sending)
                && history.attempts().stream()
                        .anyMatch(attempt ->
                                attempt.number() >= first && attempt.mayHaveArrived() && attempt.isOf(sending));
    }

    private static Attempt.Report report(StepClaim.Result result) {
        String messageId = result.headers().get(CardConstants.MESSAGE_ID) instanceof String id ? id : null;
        Failure failure = result.failure();
        return failure == null
                ? Attempt.Report.NONE.withMessage(messageId)
                : new Attempt.Report(
                        failure.reason(),
                        failure.retryable() || failure.ofLine(),
                        failure.code(),
                        failure.status(),
                        failure.traceId(),
                        messageId);
    }

    /** Whether this claim tried to send the step, and no attempt can have arrived. */
    synchronized boolean isNotSent() {
        return hasTried() && history.state() == StepState.NOT_SENT;
    }

    /** Whether this claim tried to send the step, and it may or may not have arrived. */
    synchronized boolean isInDoubt() {
        return hasTried() && history.state() == StepState.IN_DOUBT;
    }

    /** A step that was sent is recorded already. */
    private synchronized boolean isSent() {
        return sent && history.state() == StepState.SENT;
    }

    private synchronized boolean hasTried() {
        return history.next() > first;
    }

    /** Ends the claim for the route. Completes when the outcome is durable, or waits for a retry. */
    CompletableFuture<Void> finish(Finish how) {
        setFinish(how);
        recordIfFinished();
        return records.last();
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

    /** Whether the route ended the claim. A message may still be under way. */
    synchronized boolean isFinished() {
        return finish != null;
    }

    /** How the route finished; null before that, and while a message is under way. */
    private synchronized Finish finished() {
        return history.isUnderWay() ? null : finish;
    }

    private void recordIfFinished() {
        Finish how = finished();
        if (how == null || !registry.remove(held)) {
            return;
        }
        if (how == Finish.CONFIRMED && !hasTried()) {
            // No producer of ours reported: the route did something else, and succeeded.
            records.add(recorder.succeeded(held));
        } else if (!isSent()) {
            records.add(recorder.finished(held, how == Finish.GIVEN_UP ? Decision.SKIP : null));
        }
    }

    @Override
    public String toString() {
        return "Claim[" + key.flow() + "/" + key.step() + "]";
    }
}
