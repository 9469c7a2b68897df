// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;

import org.apache.camel.FailedToCreateProducerException;

import io.callingcard.campaign.LeadReason.Why;
import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.error.OptedOutException;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.RateLimitedException;

/**
 * What becomes of a lead whose route failed.
 *
 * @param pause     how long the lead waits for its next try
 * @param isAttempt whether the failure counts as one of the tries that a lead has
 */
record LeadFailure(Next next, Duration pause, boolean isAttempt, Why why) {

    /** How often the wait of a lead doubles whose number may not exist. */
    private static final int MOST_DOUBLINGS = 8;

    /** What happens next. */
    enum Next {
        /** The person opted out: the lead ends. */
        REFUSE,
        /** The line cannot send: it rests, and its leads wait. */
        REST,
        RETRY,
        /** A person must mend the cause. */
        SET_ASIDE;

        private LeadFailure because(Why why) {
            return new LeadFailure(this, Duration.ZERO, true, why);
        }
    }

    /**
     * Judges a failure.
     *
     * @param attempts how often the lead was started
     * @param usual    how long a lead waits after so many attempts
     */
    static LeadFailure of(Exception failure, int attempts, Duration usual, CampaignConfiguration terms) {
        Why why = Why.of(failure, words(failure));
        if (failure instanceof OptedOutException) {
            return Next.REFUSE.because(why);
        }
        if (failure instanceof FailedToCreateProducerException
                || failure instanceof ProviderException line && line.isOfLine()) {
            return Next.REST.because(why);
        }
        // Such a wait is no failed attempt.
        if (failure instanceof UnsentStepsException steps && steps.isOpen()) {
            return new LeadFailure(Next.RETRY, Duration.ofMillis(terms.getSettleWait()), false, why);
        }
        if (failure instanceof RateLimitedException limited) {
            return new LeadFailure(Next.RETRY, wait(limited, attempts, usual), false, why);
        }
        boolean isLast = attempts >= terms.getLeadAttempts();
        if (isFinal(failure) || isLast && !isOurs(failure)) {
            return Next.SET_ASIDE.because(why);
        }
        Duration pause = failure instanceof ProviderException known ? wait(known, attempts, usual) : usual;
        // The attempts of a lead do not run out because the provider or the ledger is away.
        return new LeadFailure(Next.RETRY, pause, !isLast, why);
    }

    /**
     * Whether the line works: the provider judged a message, and not the line.
     *
     * @param failure null if there was none
     */
    static boolean isLineWorking(Exception failure) {
        return failure == null
                || failure instanceof UnsentStepsException steps && !steps.isOpen()
                || failure instanceof ProviderException known && known.getHttpStatus() > 0 && !known.isOfLine();
    }

    /** Describes a failure for a report. */
    private static String words(Exception failure) {
        if (failure instanceof FailedToCreateProducerException) {
            return "the line is not set up: " + failure.getCause().getMessage();
        }
        return failure instanceof ProviderException
                        || failure instanceof UnsentStepsException
                        || failure instanceof LedgerException
                        || failure.getClass().getPackage() == LeadFailure.class.getPackage()
                ? failure.getMessage()
                : (failure.getCause() instanceof Error error ? error : failure)
                        .getClass()
                        .getName();
    }

    /** Whether the provider, the ledger or the memory is away, for which a person cannot mend the lead. */
    private static boolean isOurs(Exception failure) {
        return failure instanceof LedgerException
                || failure.getCause() instanceof OutOfMemoryError
                || failure instanceof ProviderException known && known.isRetryable() && !isOfPerson(known);
    }

    /** Such as a number that is not on WhatsApp, or could not be looked up. */
    private static boolean isOfPerson(ProviderException failure) {
        return failure.getKind() == ErrorKind.NOT_FOUND;
    }

    private static boolean isFinal(Exception failure) {
        return failure instanceof UnsentStepsException
                || failure instanceof RefusedLeadException
                || failure instanceof ProviderException known && !known.isRetryable()
                || failure.getCause() instanceof Error error && !(error instanceof OutOfMemoryError);
    }

    private static Duration wait(ProviderException failure, int attempts, Duration usual) {
        if (failure.getRetryAfter() == null) {
            return usual;
        }
        // Each try costs a look-up, and a look-up may fail for hours.
        long times = isOfPerson(failure) ? 1L << Math.min(attempts - 1, MOST_DOUBLINGS) : 1;
        return failure.getRetryAfter().multipliedBy(times);
    }
}
