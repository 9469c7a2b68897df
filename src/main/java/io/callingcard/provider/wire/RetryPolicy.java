package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

/**
 * Decides which failed attempts are retried, and when.
 *
 * @param maxRetries     the maximum number of retries
 * @param initialBackoff the first wait, which doubles with each retry
 * @param maxBackoff     the longest wait of our own choice
 * @param maxRetryAfter  the longest wait that is accepted from the provider; a longer one fails the call
 * @param evenInDoubt    whether to retry in doubt, at the risk of a second message
 */
public record RetryPolicy(
        int maxRetries, Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter, boolean evenInDoubt) {

    /**
     * Returns the wait before the next attempt; empty if there must be none.
     *
     * @param done   the number of retries so far
     * @param jitter a random number from 0 to 1, so that clients do not retry all at once
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
