package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

/**
 * Which failed attempts are tried again, and when.
 *
 * @param maxRetries     further attempts after the first
 * @param initialBackoff the first wait; doubled each time
 * @param maxBackoff     the longest wait of our own
 * @param maxRetryAfter  the longest wait we take from the provider; a longer one is left to the route
 * @param evenInDoubt    whether to risk a second message: only by the user's express wish
 */
public record RetryPolicy(
        int maxRetries, Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter, boolean evenInDoubt) {

    /**
     * The wait before the next attempt, or nothing when there must be none.
     *
     * @param done   attempts already repeated
     * @param jitter a number from 0 to 1, so that many clients do not come back at the same moment
     */
    Optional<Duration> waitBeforeNext(int done, WireRequest request, ProviderException failed, DoubleSupplier jitter) {
        if (done >= maxRetries || !failed.isRetryable() || !isSafe(request, failed)) {
            return Optional.empty();
        }
        Duration asked = failed.getRetryAfter();
        if (asked != null) {
            return asked.compareTo(maxRetryAfter) > 0 ? Optional.empty() : Optional.of(asked);
        }
        long doubled = initialBackoff.toMillis() << Math.min(done, 20);
        long capped = Math.min(doubled, maxBackoff.toMillis());
        return Optional.of(Duration.ofMillis(Math.round(capped * (0.5 + jitter.getAsDouble() / 2))));
    }

    private boolean isSafe(WireRequest request, ProviderException failed) {
        return failed.getOutcome() == Outcome.NOT_SENT || request.repeatable() || evenInDoubt;
    }
}
