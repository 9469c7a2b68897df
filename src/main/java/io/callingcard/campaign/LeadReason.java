// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import org.apache.camel.FailedToCreateProducerException;

import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.story.StoryCode;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.RateLimitedException;

/** Why a lead waits, was set aside or ended. The table stores the name, so names must not change. */
enum LeadReason implements StoryCode {
    LINE_CANNOT_SEND,
    LINE_NOT_SET_UP,
    RATE_LIMITED,
    /** The provider is away, or did not take the message for now. */
    PROVIDER_FAILED,
    /** The provider refused the message for good. */
    PROVIDER_REFUSED,
    /** A step may still be on its way. */
    STEPS_OPEN,
    STEPS_NOT_SENT,
    /** The campaign is missing, or its text needs a field that the lead lacks. */
    CAMPAIGN_REFUSED,
    LEDGER_AWAY,
    /** Each start of the lead ended the process. */
    PROCESS_ENDED,
    /** A failure that is a bug, or the memory is full. */
    FAILED,
    STEP_SKIPPED,
    OPTED_OUT,
    /** An operator set the lead aside. */
    SET_BY_PERSON,
    /** An earlier release kept only words. */
    NO_CODE;

    /** A reason, with what a report shows. */
    record Why(LeadReason code, String words) {

        static Why of(Exception failure, String words) {
            return new Why(LeadReason.of(failure), words);
        }
    }

    @Override
    public String subject() {
        return "lead-reason";
    }

    static LeadReason of(Exception failure) {
        if (failure instanceof FailedToCreateProducerException) {
            return LINE_NOT_SET_UP;
        }
        if (failure instanceof ProviderException known) {
            return of(known);
        }
        if (failure instanceof UnsentStepsException steps) {
            return steps.isOpen() ? STEPS_OPEN : STEPS_NOT_SENT;
        }
        if (failure instanceof LedgerException) {
            return LEDGER_AWAY;
        }
        return failure instanceof RefusedLeadException ? CAMPAIGN_REFUSED : FAILED;
    }

    private static LeadReason of(ProviderException failure) {
        if (failure.isOfLine()) {
            return LINE_CANNOT_SEND;
        }
        if (failure instanceof RateLimitedException) {
            return RATE_LIMITED;
        }
        return failure.isRetryable() ? PROVIDER_FAILED : PROVIDER_REFUSED;
    }

    /** Reads what the table keeps; null if there is no reason. */
    static LeadReason parse(String stored, String words) {
        return stored == null ? words == null ? null : NO_CODE : valueOf(stored);
    }
}
