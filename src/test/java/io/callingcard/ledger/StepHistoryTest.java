// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** The state of a step, for every sequence of up to five attempts. */
class StepHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    /** What one attempt can be: the message, how it went, and whether the provider would recognize its repeat. */
    private record Kind(String content, Duration repeatableFor, Outcome outcome, boolean resent, boolean retryable) {

        Attempt attempt(int number) {
            StepClaim.Sending sending = new StepClaim.Sending("chert", "send-text", repeatableFor, content, List.of());
            Attempt begun = Attempt.begun(number, sending, NOON.plusSeconds(number));
            Attempt.Report report = new Attempt.Report(null, retryable, null, 0, null, null);
            Attempt ended = outcome == null ? begun : begun.ended(outcome, report, NOON.plusSeconds(number));
            return resent ? ended.resentAnyway() : ended;
        }
    }

    private static final List<Kind> KINDS = Stream.of("a", "b", null)
            .flatMap(content -> Stream.of(
                    kind(content, null, false, false),
                    kind(content, Outcome.SENT, false, false),
                    kind(content, Outcome.NOT_SENT, false, false),
                    kind(content, Outcome.NOT_SENT, false, true),
                    kind(content, Outcome.IN_DOUBT, false, false),
                    kind(content, Outcome.IN_DOUBT, true, false)))
            .toList();

    private static Kind kind(String content, Outcome outcome, boolean resent, boolean retryable) {
        return new Kind(content, content == null ? Duration.ZERO : DAY, outcome, resent, retryable);
    }

    /** The laws, on all sequences: about 1.9 million histories. */
    @Test
    void holdsTheLawsForAllSequencesOfUpToFiveAttempts() {
        check(StepHistory.EMPTY, 5);
    }

    private static void check(StepHistory history, int more) {
        lawsHold(history);
        if (more > 0) {
            for (Kind kind : KINDS) {
                check(history.with(kind.attempt(history.next())), more - 1);
            }
        }
    }

    private static void lawsHold(StepHistory history) {
        List<Attempt> attempts = history.attempts();
        StepState state = history.state();
        boolean mayHaveArrived = attempts.stream().anyMatch(Attempt::mayHaveArrived);
        boolean arrived = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.SENT);
        if (state == StepState.NOT_SENT && (mayHaveArrived || arrived)) {
            throw new AssertionError("not sent, but an attempt may have arrived: " + attempts);
        }
        if (state == StepState.SENT && !arrived) {
            throw new AssertionError("sent, but no attempt arrived: " + attempts);
        }
        if (state == StepState.IN_DOUBT && !mayHaveArrived) {
            throw new AssertionError("in doubt without a reason: " + attempts);
        }
        if (state != StepState.SENT && state != StepState.IN_DOUBT && state != StepState.NOT_SENT) {
            throw new AssertionError(state);
        }
        if (history.isRepeatable(NOON.plus(Duration.ofDays(2)))) {
            throw new AssertionError("repeatable after the lifetime of the key: " + attempts);
        }
        if (history.unsettled().findAny().isPresent()
                && attempts.stream().noneMatch(Attempt::isUnderWay)
                && history.permits(message("edited"), history.next(), NOON.plusSeconds(60))) {
            throw new AssertionError("an edited text may take the place of one in doubt: " + attempts);
        }
    }

    private static StepClaim.Sending message(String content) {
        return new StepClaim.Sending("chert", "send-text", content == null ? Duration.ZERO : DAY, content, List.of());
    }

    private static StepHistory history(Kind... kinds) {
        List<Attempt> attempts = new ArrayList<>();
        for (Kind kind : kinds) {
            attempts.add(kind.attempt(attempts.size() + 1));
        }
        return new StepHistory(attempts);
    }

    @Test
    void isInDoubtAfterARefusedRepeat() {
        StepHistory history =
                history(kind("a", Outcome.IN_DOUBT, false, false), kind("a", Outcome.NOT_SENT, false, false));
        assertThat(history.state()).isEqualTo(StepState.IN_DOUBT);
        assertThat(history.isRepeatable(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void isRepeatableAfterATemporaryRefusal() {
        StepHistory history =
                history(kind("a", Outcome.IN_DOUBT, false, false), kind("a", Outcome.NOT_SENT, false, true));
        assertThat(history.isRepeatable(NOON.plusSeconds(60))).isTrue();
        assertThat(history.isRepeatable(NOON.plus(DAY).plusSeconds(60))).isFalse();
    }

    @Test
    void isSentAfterARecognizedRepeat() {
        assertThat(history(kind("a", null, false, false), kind("a", Outcome.SENT, false, false))
                        .state())
                .isEqualTo(StepState.SENT);
        assertThat(history(kind(null, Outcome.IN_DOUBT, false, false), kind(null, Outcome.SENT, false, false))
                        .state())
                .isEqualTo(StepState.IN_DOUBT);
        assertThat(history(kind(null, Outcome.IN_DOUBT, true, false), kind(null, Outcome.SENT, false, false))
                        .state())
                .isEqualTo(StepState.SENT);
    }

    @Test
    void permitsTheSecondMessageOfAStepThatIsRepeated() {
        StepHistory before = history(kind("a", Outcome.IN_DOUBT, false, false));
        assertThat(before.permits(message("b"), 2, NOON.plusSeconds(60))).isFalse();
        assertThat(before.permits(message("a"), 2, NOON.plusSeconds(60))).isTrue();
        StepHistory repeated = before.with(kind("a", Outcome.SENT, false, false).attempt(2));
        assertThat(repeated.permits(message("b"), 2, NOON.plusSeconds(60))).isTrue();
    }

    /** The simulation found this: the first try of a card was refused, the second, to another address, was in doubt. */
    @Test
    void doesNotPermitARefusedMessageInPlaceOfOneInDoubt() {
        StepHistory history =
                history(kind("a", Outcome.NOT_SENT, false, false), kind("b", Outcome.IN_DOUBT, false, false));
        assertThat(history.permits(message("a"), 3, NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void abandonsWhatIsUnderWay() {
        StepHistory history = history(kind("a", null, false, false)).abandoned();
        assertThat(history.isUnderWay()).isFalse();
        assertThat(history.state()).isEqualTo(StepState.IN_DOUBT);
    }
}
