package io.callingcard.campaign;

import org.apache.camel.Message;

import io.callingcard.ledger.LedgerStore;

/** Starts a lead's exchange as the consumer of leads does. */
public final class FilledLeads {

    private FilledLeads() {}

    public static void fill(Message message, Lead lead, Campaign campaign) {
        LedgerStore.trackUnsentSteps(message.getExchange());
        LeadConsumer.fill(message, lead, campaign);
    }
}
