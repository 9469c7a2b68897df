// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * All attempts at a step, in order, and what follows from them. A later attempt never erases what an earlier one may
 * have done.
 */
record StepHistory(List<Attempt> attempts) {

    static final StepHistory EMPTY = new StepHistory(List.of());

    StepHistory {
        attempts = List.copyOf(attempts);
    }

    /**
     * Returns the state of a step on which no process works: SENT, IN_DOUBT or NOT_SENT. NOT_SENT needs proof that no
     * attempt arrived. An attempt that may have arrived is settled by a later one that sent the same message, or by the
     * decision to send again and a later one that sent any.
     */
    StepState state() {
        if (unsettled().findAny().isPresent()) {
            return StepState.IN_DOUBT;
        }
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.SENT)) {
            return StepState.SENT;
        }
        return attempts.stream().anyMatch(Attempt::mayHaveArrived) ? StepState.IN_DOUBT : StepState.NOT_SENT;
    }

    /** The attempts that may have arrived, unless their message was sent for sure or is to be sent again. */
    Stream<Attempt> unsettled() {
        return attempts.stream().filter(attempt -> attempt.mayHaveArrived() && !attempt.resent() && !isSent(attempt));
    }

    /** Whether another attempt sent the same message, and the provider recognized one as the repeat of the other. */
    private boolean isSent(Attempt doubtful) {
        return attempts.stream()
                .anyMatch(other -> other.outcome() == Outcome.SENT
                        && (other.number() < doubtful.number()
                                ? doubtful.isRepeatOf(other)
                                : other.isRepeatOf(doubtful)));
    }

    /**
     * Whether a repeat settles the step without a second message. After a refusal it cannot: the provider does not tell
     * whether it refused a repeat or a first try.
     */
    boolean isRepeatable(Instant now) {
        List<Attempt> open = unsettled().toList();
        return !open.isEmpty()
                && open.stream().allMatch(attempt -> now.isBefore(attempt.repeatableUntil()))
                && attempts.stream()
                        .noneMatch(later -> later.number() > open.get(0).number() && later.isRefusal());
    }

    /**
     * Whether a message may leave. Its repeat must be recognizable. A new message must not take the place of one that an
     * earlier claim may have sent: its text may have been edited meanwhile. A message that was sent is another message of
     * the step, and its repeat is recognized.
     *
     * @param first the number of the first attempt of the claim that asks
     */
    boolean permits(StepClaim.Sending message, int first, Instant now) {
        boolean isSent = attempts.stream()
                .anyMatch(attempt -> attempt.outcome() == Outcome.SENT
                        && attempt.isOf(message)
                        && now.isBefore(attempt.repeatableUntil()));
        return unsettled()
                .allMatch(attempt -> attempt.isOf(message)
                        ? now.isBefore(attempt.repeatableUntil())
                        : isSent || attempt.number() >= first);
    }

    /** Returns the attempt at a message whose outcome is not known yet. */
    Optional<Attempt> underWay(StepClaim.Sending message) {
        return attempts.stream()
                .filter(attempt -> attempt.isUnderWay() && attempt.isOf(message))
                .findFirst();
    }

    /** Whether this attempt was answered as the repeat of one that may have arrived. */
    boolean isAnsweredRepeat(Attempt repeat) {
        return repeat.outcome() == Outcome.SENT
                && attempts.stream()
                        .anyMatch(earlier -> earlier.number() < repeat.number()
                                && earlier.mayHaveArrived()
                                && repeat.isRepeatOf(earlier));
    }

    Attempt first() {
        return attempts.get(0);
    }

    boolean isUnderWay() {
        return attempts.stream().anyMatch(Attempt::isUnderWay);
    }

    /** The process of an attempt without an outcome is gone: it is in doubt. */
    StepHistory abandoned() {
        return new StepHistory(attempts.stream()
                .map(attempt -> attempt.isUnderWay()
                        ? attempt.ended(Outcome.IN_DOUBT, attempt.report(), attempt.begunAt())
                        : attempt)
                .toList());
    }

    int next() {
        return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
    }

    /** Adds an attempt, or replaces the one with its number. */
    StepHistory with(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.removeIf(each -> each.number() == attempt.number());
        all.add(attempt);
        all.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return new StepHistory(all);
    }
}
