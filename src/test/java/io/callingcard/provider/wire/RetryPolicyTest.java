// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.UnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPolicyTest {

    private static final ProviderClient.RetryPolicy POLICY = new ProviderClient.RetryPolicy(
            3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), false);
    private static final ProviderClient.RetryPolicy BOLD = new ProviderClient.RetryPolicy(
            3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), true);
    private static final WireRequest KEYED = Wires.SEND.withIdempotencyKey("key", "content");

    @ParameterizedTest(name = "{0} after {1} repeats, retryable {2}, key {3}, even in doubt {4}: {5}")
    @CsvSource({
        "NOT_SENT, 0, true, false, false, true",
        "NOT_SENT, 2, true, false, false, true",
        "NOT_SENT, 3, true, false, false, false",
        "NOT_SENT, 0, false, true, true, false",
        "IN_DOUBT, 0, true, false, false, false",
        "IN_DOUBT, 0, true, true, false, true",
        "IN_DOUBT, 3, true, true, true, false",
        "IN_DOUBT, 0, true, false, true, true",
        "IN_DOUBT, 0, false, true, true, false"
    })
    void retriesOnlyWhatIsSafeAndMaySucceed(
            Outcome outcome, int done, boolean retryable, boolean key, boolean evenInDoubt, boolean repeated) {
        ProviderClient.RetryPolicy policy = evenInDoubt ? BOLD : POLICY;

        Optional<Duration> wait =
                policy.waitBeforeNext(done, key ? KEYED : Wires.SEND, failure(outcome, retryable, null), () -> 1);

        assertThat(wait.isPresent()).isEqualTo(repeated);
    }

    @Test
    void aReadMayAlwaysBeRepeated() {
        assertThat(POLICY.waitBeforeNext(0, Wires.READ, failure(Outcome.IN_DOUBT, true, null), () -> 1))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, PT0.5S",
        "0, 1, PT1S",
        "1, 0, PT1S",
        "1, 1, PT2S",
        "4, 1, PT16S",
        "5, 0, PT15S",
        "5, 1, PT30S",
        "100, 1, PT30S"
    })
    void theWaitDoublesUpToTheCapLessARandomHalf(int done, double jitter, Duration wait) {
        ProviderClient.RetryPolicy endless = new ProviderClient.RetryPolicy(
                1000, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ZERO, false);

        assertThat(endless.waitBeforeNext(done, Wires.SEND, failure(Outcome.NOT_SENT, true, null), () -> jitter))
                .hasValue(wait);
    }

    @Property
    void theWaitIsNeverLongerThanTheCapAndNeverShorterThanHalfTheFirst(
            @ForAll @IntRange(max = 1000) int done, @ForAll @DoubleRange(max = 1) double jitter) {
        ProviderClient.RetryPolicy endless = new ProviderClient.RetryPolicy(
                1001, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ZERO, false);

        Duration wait = endless.waitBeforeNext(done, Wires.SEND, failure(Outcome.NOT_SENT, true, null), () -> jitter)
                .orElseThrow();

        assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT59.999S, true", "PT60S, true", "PT60.001S, false", "PT2147483647S, false"})
    void obeysTheProvidersWaitOrLeavesItToTheRoute(Duration asked, boolean obeyed) {
        Optional<Duration> wait =
                POLICY.waitBeforeNext(0, Wires.SEND, failure(Outcome.NOT_SENT, true, asked), () -> 0.5);

        assertThat(wait).isEqualTo(obeyed ? Optional.of(asked) : Optional.empty());
    }

    private static ProviderException failure(Outcome outcome, boolean retryable, Duration retryAfter) {
        return new UnavailableException(
                new Failure(
                        "test", "send-text", outcome, "busy", 503, null, retryable, retryAfter, null, null, null, null),
                null);
    }
}
