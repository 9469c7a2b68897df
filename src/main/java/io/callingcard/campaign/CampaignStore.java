// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.CamelContext;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerListener;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.wire.Json;

/** What campaigns keep in an open ledger. */
final class CampaignStore {

    final LedgerStore ledger;
    final EventCursors cursors;
    final Database database;
    final Clock clock;
    final People people;
    final OptOuts optOuts;
    final LeadTable leads;
    final LeadTurns turns;
    final LeadEnds ends;
    final ShareTable shares;
    final RefusalTable refusals;
    final CampaignReport report;
    final Backlog backlog;
    final Campaigns campaigns;

    /** The counts of the last overview. */
    final Recent<Figures> figures = new Recent<>();

    /** Chats that a sweep of this process read, chats that were due, and chats that had to wait for a budget. */
    final LongAdder swept = new LongAdder();

    final LongAdder due = new LongAdder();
    final LongAdder paced = new LongAdder();

    CampaignStore(LedgerStore ledger) {
        this.ledger = ledger;
        this.cursors = ledger.cursors();
        this.database = ledger.database();
        this.clock = ledger.clock();
        this.people = ledger.people();
        this.optOuts = new OptOuts(database, clock, ledger.hashKey(), people.key());
        this.leads = new LeadTable(database, people, clock, optOuts);
        this.turns = new LeadTurns(database, clock, optOuts, ledger.machine());
        this.ends = new LeadEnds(database, clock, optOuts, turns);
        this.shares = new ShareTable(database, clock);
        this.refusals = new RefusalTable(database, clock);
        this.report = new CampaignReport(database, people);
        this.backlog = new Backlog(database, clock, ledger.machine());
        this.campaigns = new Campaigns(database, clock, ledger.machine());
    }

    /** Returns the one store of an endpoint's ledger. */
    static CampaignStore of(CampaignConfiguration configuration, CamelContext context) {
        return of(ChatLedger.of(configuration.getLedger(), context));
    }

    /** Returns the one store of a ledger. Opens the ledger if it is not open yet. */
    static CampaignStore of(ChatLedger ledger) {
        return ledger.store().extension(CampaignStore.class, CampaignStore::new);
    }

    /** Keeps leads and shares in step with the ledger. Public because {@link java.util.ServiceLoader} creates it. */
    public static final class Listener implements LedgerListener {

        private static final String FORGET_SHARES =
                "DELETE FROM callingcard_share WHERE chat IN (SELECT chat FROM callingcard_chat WHERE person = ?)";
        private static final String FORGET_LEADS = "DELETE FROM callingcard_lead WHERE person = ?";
        /** Flows such as the daily share belong to no campaign: there the first lead of the person counts. */
        private static final String WAITS_SINCE =
                "SELECT COALESCE(MIN(CASE WHEN campaign = ? THEN added_at END), MIN(added_at))"
                        + " FROM callingcard_lead WHERE person = ?";

        private static final String OLD_LEADS = " FROM callingcard_lead WHERE state IN (" + LeadState.DONE.ordinal()
                + ", " + LeadState.DONE_WITH_DOUBTS.ordinal() + ", " + LeadState.REFUSED_OPT_OUT.ordinal()
                + ") AND due_at < ?";
        private static final String PURGE_LEADS = "DELETE" + OLD_LEADS;

        /** Doubts that a person has not decided are listed by their leads. */
        private static final String PAGE_OF_LEADS = "SELECT lead_key" + OLD_LEADS + " AND state <> "
                + LeadState.DONE_WITH_DOUBTS.ordinal() + " AND lead_key > ? ORDER BY lead_key" + Sql.LIMIT;

        private static final String MOVED = "lead_key, campaign, person, wanted, line, state, body, added_at, due_at,"
                + " lease_until, attempts, token, reason, origin, code, name";
        private static final String PURGE_SHARES =
                "DELETE FROM callingcard_share WHERE (ended IS NOT NULL OR most = 0) AND due_at < ?";

        @Override
        public void sent(Connection connection, String flow, String chat, long at) throws SQLException {
            ShareTable.shared(connection, flow, chat, at);
        }

        @Override
        public void skipped(Connection connection, String flow, String chat, long at) throws SQLException {
            ShareTable.skipped(connection, flow, chat, at);
        }

        @Override
        public Optional<Instant> waitsSince(Connection connection, String flow, String person) throws SQLException {
            return Sql.first(connection, WAITS_SINCE, row -> Sql.instant(row, 1), flow, person);
        }

        @Override
        public long forget(Connection connection, String person) throws SQLException {
            return (long) Sql.update(connection, FORGET_SHARES, person)
                    + Sql.update(connection, FORGET_LEADS, person)
                    + Sql.update(connection, archived(FORGET_LEADS), person);
        }

        private static String archived(String leads) {
            return leads.replace("callingcard_lead", LeadStory.ARCHIVED);
        }

        @Override
        public List<String> archive(Connection connection, String keys, long before, String after, int most)
                throws SQLException {
            List<String> old = Sql.query(connection, PAGE_OF_LEADS, row -> row.getString(1), before, after, most);
            if (!old.isEmpty()) {
                String rows = Json.tree(old.stream().map(List::of).toList()).toString();
                String these = " FROM callingcard_lead WHERE lead_key IN (" + keys + ")";
                // The CRM may send a lead again whose earlier row was archived.
                Sql.update(connection, archived("DELETE" + these), rows);
                Sql.update(
                        connection,
                        "INSERT INTO " + LeadStory.ARCHIVED + " (" + MOVED + ") SELECT " + MOVED + these,
                        rows);
                Sql.update(connection, "DELETE" + these, rows);
            }
            return old;
        }

        @Override
        public long purge(Connection connection, long before) throws SQLException {
            return (long) Sql.update(connection, PURGE_LEADS, before)
                    + Sql.update(connection, archived(PURGE_LEADS), before)
                    + Sql.update(connection, PURGE_SHARES, before)
                    + RefusalTable.purge(connection, before)
                    + ConsentLog.purge(connection, before);
        }
    }
}
