package io.callingcard.provider.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

import static org.assertj.core.api.Assertions.assertThat;

/** When to try again, and how long to wait. */
class RetryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final WireRequest CARD = WireRequest.lasting("send-contact", HttpMethod.POST, "/x", WireBody.EMPTY);
    private static final WireRequest TEXT = CARD.withIdempotencyKey("k");
    private static final RetryPolicy POLICY =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60), false);

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none",
                "0, PT0S",
                "12, PT12S",
                "' 7 ', PT7S",
                "9999999999, PT2777777H46M39S",
                "99999999999, none",
                "-1, none",
                "1.5, none",
                "soon, none",
                "'', none",
                "'Thu, 01 Jan 2026 00:01:00 GMT', PT1M",
                "'Wed, 31 Dec 2025 00:00:00 GMT', PT0S",
                "'Thu, 41 Jan 2026 00:01:00 GMT', none",
            })
    void readsTheHeaderInBothForms(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 2000", "2, 4000", "3, 8000", "4, 10000"})
    void doublesTheWaitUpToTheLimitLessAtMostHalf(int done, long millis) {
        ProviderException failed = failed(Outcome.NOT_SENT, true, null);

        assertThat(POLICY.waitBeforeNext(done, CARD, failed, () -> 1.0)).contains(Duration.ofMillis(millis));
        assertThat(POLICY.waitBeforeNext(done, CARD, failed, () -> 0.0)).contains(Duration.ofMillis(millis / 2));
    }

    @Test
    void givesUpAfterTheLastRepeatAndWhereTryingAgainCannotHelp() {
        assertThat(next(5, CARD, failed(Outcome.NOT_SENT, true, null))).isEmpty();
        assertThat(next(0, CARD, failed(Outcome.NOT_SENT, false, null))).isEmpty();
    }

    @Test
    void repeatsWhatIsInDoubtWithAKeyOnlyUnlessToldOtherwise() {
        ProviderException doubt = failed(Outcome.IN_DOUBT, true, null);

        assertThat(next(0, CARD, doubt)).isEmpty();
        assertThat(next(0, TEXT, doubt)).isPresent();
        RetryPolicy bold = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO, true);
        assertThat(bold.waitBeforeNext(0, CARD, doubt, () -> 0.5)).isPresent();
    }

    @Test
    void waitsAsToldUpToTheLimitAndLeavesLongerWaitsToTheRoute() {
        assertThat(next(0, CARD, failed(Outcome.NOT_SENT, true, Duration.ofSeconds(60))))
                .contains(Duration.ofSeconds(60));
        assertThat(next(0, CARD, failed(Outcome.NOT_SENT, true, Duration.ofSeconds(61))))
                .isEmpty();
    }

    private static Optional<Duration> next(int done, WireRequest request, ProviderException failed) {
        return POLICY.waitBeforeNext(done, request, failed, () -> 0.5);
    }

    private static ProviderException failed(Outcome outcome, boolean retryable, Duration retryAfter) {
        Failure failure = new Failure("x", "y", outcome, "z", 0, null, retryable, retryAfter, null, null, null);
        return ErrorKind.UNAVAILABLE.exception(failure, null);
    }
}
