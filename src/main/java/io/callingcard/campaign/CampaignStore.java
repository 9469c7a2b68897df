package io.callingcard.campaign;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;

/** What campaigns keep in an open ledger. */
final class CampaignStore {

    final ChatLedger cursors;
    final LedgerStore ledger;
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

    private CampaignStore(ChatLedger cursors, LedgerStore ledger) {
        this.cursors = cursors;
        this.ledger = ledger;
        this.database = ledger.database();
        this.clock = ledger.clock();
        this.people = ledger.people();
        this.optOuts = new OptOuts(database, clock, people.key());
        this.leads = new LeadTable(database, people, clock);
        this.shares = new ShareTable(database, clock);
        this.report = new CampaignReport(database, people);
    }

    /** Returns the one store of a ledger. Opens the ledger if it is not open yet. */
    static CampaignStore of(ChatLedger ledger) {
        return LedgerStore.of(ledger).extension(CampaignStore.class, store -> new CampaignStore(ledger, store));
    }
}
