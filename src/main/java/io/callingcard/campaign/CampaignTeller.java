// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.StoryTeller;
import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryDraft;

/** Tells the leads, the consent and the offers of a person. Public because {@link java.util.ServiceLoader} creates it. */
public final class CampaignTeller implements StoryTeller {

    private static final String LEADS = "SELECT lead_key, state, added_at FROM callingcard_lead WHERE person = ?";

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
        Holds holds = new Holds(ledger.steps(), connection, story.now());
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

    @Override
    public void offer(Connection connection, Subject subject, ArrayNode actions) throws SQLException {
        LedgerStore ledger = subject.ledger();
        List<LeadKey> leads = Sql.query(
                connection,
                LEADS,
                row -> new LeadKey(row.getString(1), LeadState.values()[row.getInt(2)], row.getLong(3)),
                subject.stored());
        leads.sort(Comparator.comparing(LeadKey::addedAt).thenComparing(LeadKey::key));
        for (LeadKey lead : leads) {
            if (lead.state() == LeadState.ASIDE || lead.state() == LeadState.WAITING) {
                actions.addObject()
                        .put("action", lead.state() == LeadState.ASIDE ? "retry" : "set-aside")
                        .put("lead", ledger.seal(lead.key()));
            }
        }
        // Consent is kept by a hash of the number, which nothing tells of a person who is hidden.
        if (ledger.hasHashKey() && !People.isHidden(subject.address())) {
            boolean hasOptedOut =
                    optOuts(ledger).find(connection, subject.address()).isPresent();
            actions.addObject().put("action", hasOptedOut ? "opt-in" : "opt-out");
        }
    }

    private record LeadKey(String key, LeadState state, long addedAt) {

        /** Leaves out the key, which may hold a number. */
        @Override
        public String toString() {
            return "LeadKey[" + state + "]";
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
        return ledger.hasHashKey()
                ? store(ledger).campaigns
                : new Campaigns(ledger.database(), ledger.clock(), ledger.machine());
    }

    private static CampaignStore store(LedgerStore ledger) {
        return ledger.extension(CampaignStore.class, CampaignStore::new);
    }

    /** Without the key no campaign can record an opt-out or a refusal, so there is none. */
    private static OptOuts optOuts(LedgerStore ledger) {
        return store(ledger).optOuts;
    }
}
