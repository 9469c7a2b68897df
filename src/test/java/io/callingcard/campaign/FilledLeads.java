// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import org.apache.camel.Message;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.provider.error.ProviderException;

/** Starts and ends a lead's exchange as the consumer of leads does. */
public final class FilledLeads {

    private FilledLeads() {}

    public static void fill(Message message, Lead lead, Campaign campaign) {
        LedgerStore.trackUnsentSteps(message.getExchange());
        LeadConsumer.fill(message, lead, campaign);
    }

    /** Whether the lead is set aside after this failure. */
    public static boolean isFinal(Exception failure) {
        return failure instanceof UnsentStepsException steps && !steps.isOpen()
                || failure instanceof RefusedLeadException
                || failure instanceof ProviderException known && !known.isRetryable();
    }
}
