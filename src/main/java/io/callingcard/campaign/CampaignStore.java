package io.callingcard.campaign;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.CamelContext;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.inbound.EventCursors;

/** What campaigns keep in an open ledger. */
final class CampaignStore {

    final LedgerStore ledger;
    final EventCursors cursors;
    final Database database;
    final Clock clock;
    final People people;
    final OptOuts optOuts;
    final LeadTable leads;
    final ShareTable shares;
    final CampaignReport report;

    /** Chats that a sweep of this process read, chats that were due, and chats that had to wait for a budget. */
    final LongAdder swept = new LongAdder();

    final LongAdder due = new LongAdder();
    final LongAdder paced = new LongAdder();

    private CampaignStore(LedgerStore ledger) {
        this.ledger = ledger;
        this.cursors = ledger.cursors();
        this.database = ledger.database();
        this.clock = ledger.clock();
        this.people = ledger.people();
        this.optOuts = new OptOuts(database, clock, people.key());
        this.leads = new LeadTable(database, people, clock);
        this.shares = new ShareTable(database, clock);
        this.report = new CampaignReport(database, people);
    }

    /** Returns the one store of an endpoint's ledger. */
    static CampaignStore of(CampaignConfiguration configuration, CamelContext context) {
        return of(ChatLedger.of(configuration.getLedger(), context));
    }

    /** Returns the one store of a ledger. Opens the ledger if it is not open yet. */
    static CampaignStore of(ChatLedger ledger) {
        return ledger.store().extension(CampaignStore.class, CampaignStore::new);
    }
}
