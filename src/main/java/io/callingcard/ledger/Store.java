package io.callingcard.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import javax.sql.DataSource;

import io.callingcard.provider.wire.HmacKey;

/** An open ledger: its database, and who knows which part of it. */
final class Store implements AutoCloseable {

    final Database database;
    final Clock clock;
    final People people;
    final InboxTable inbox;
    final CursorTable cursors;
    final ChatTable chats;
    final Claims claims;
    final Doubts doubts;
    final Book book;
    final OptOuts optOuts;
    final LeadTable leads;
    final ShareTable shares;

    /** The chats that a sweep of this process looked at; whose turn it was; and who must wait for the budget of their line. */
    final LongAdder swept = new LongAdder();

    final LongAdder due = new LongAdder();
    final LongAdder paced = new LongAdder();

    /** What the database does so that nothing is lost, as an operator knows it. */
    final String durability;

    Store(DataSource source, Clock clock, Duration lease, String defaultRegion, HmacKey numberKey) {
        this.database = Database.open(source);
        this.durability = database.statement(database.dialect()::durability);
        this.clock = clock;
        this.people = new People(defaultRegion, numberKey);
        this.inbox = new InboxTable(database);
        this.cursors = new CursorTable(database);
        this.chats = new ChatTable(people);
        this.claims = new Claims(database, people, clock, lease);
        this.doubts = new Doubts(database, clock);
        this.book = new Book(database, people);
        this.optOuts = new OptOuts(database, clock, numberKey);
        this.leads = new LeadTable(database, people, clock);
        this.shares = new ShareTable(database, clock);
    }

    @Override
    public void close() {
        claims.close();
        database.close();
    }
}
