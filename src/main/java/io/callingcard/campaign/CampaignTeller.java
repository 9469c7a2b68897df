package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.StoryTeller;
import io.callingcard.ledger.story.StoryDraft;

/** Tells the leads, the consent and the offers of a person. Public because {@link java.util.ServiceLoader} creates it. */
public final class CampaignTeller implements StoryTeller {

    @Override
    public void open(LedgerStore ledger) {
        if (ledger.hasHashKey()) {
            optOuts(ledger);
        }
    }

    @Override
    public void tell(Connection connection, Subject subject, StoryDraft story) throws SQLException {
        LedgerStore ledger = subject.ledger();
        Map<String, Campaign> campaigns =
                campaigns(ledger).within(connection, subject.context()).all();
        Holds holds = new Holds(connection, story.now());
        new LeadStory(ledger.database(), campaigns).tell(connection, subject.stored(), holds, story);
        if (ledger.hasHashKey()) {
            OptOuts optOuts = optOuts(ledger);
            new ConsentStory(optOuts).tell(connection, subject.address(), story);
            RefusalStory.tell(connection, optOuts.hash(subject.address()), story);
        }
        ShareStory shares = new ShareStory(campaigns);
        for (String chat : subject.chats()) {
            shares.tell(connection, chat, holds, story);
        }
    }

    /** Forgets by which messages the person opted out and in, and the records that were refused. */
    @Override
    public long forget(Connection connection, Subject subject) throws SQLException {
        LedgerStore ledger = subject.ledger();
        if (!ledger.hasHashKey()) {
            return 0;
        }
        String person = optOuts(ledger).hash(subject.address());
        return (long) ConsentLog.forget(connection, person) + RefusalTable.forget(connection, person);
    }

    private static Campaigns campaigns(LedgerStore ledger) {
        return ledger.hasHashKey() ? store(ledger).campaigns : new Campaigns(ledger.database(), ledger.clock());
    }

    private static CampaignStore store(LedgerStore ledger) {
        return ledger.extension(CampaignStore.class, CampaignStore::new);
    }

    /** Without the key no campaign can record an opt-out or a refusal, so there is none. */
    private static OptOuts optOuts(LedgerStore ledger) {
        return store(ledger).optOuts;
    }
}
