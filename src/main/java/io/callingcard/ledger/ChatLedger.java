package io.callingcard.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.inbound.EventInbox;

/**
 * What must survive the process, as one bean: the inbox of received events, how far events were fetched, and which keys
 * were seen. By default in a SQLite file; for many nodes give a PostgreSQL data source.
 */
public class ChatLedger extends ServiceSupport implements EventInbox, EventCursors, IdempotentRepository {

    private String file = "callingcard.db";
    private DataSource dataSource;
    private Database database;
    private InboxTable inbox;
    private CursorTable cursors;
    private SeenTable seen;
    private boolean closed;

    @Override
    protected synchronized void doStart() {
        closed = false;
        open();
    }

    private void open() {
        if (closed) {
            throw new LedgerException("The ledger is closed");
        }
        if (database != null) {
            return;
        }
        database = Database.open(dataSource == null ? EmbeddedFile.source(Path.of(file)) : dataSource);
        inbox = new InboxTable(database);
        cursors = new CursorTable(database);
        seen = new SeenTable(database);
    }

    @Override
    protected synchronized void doStop() {
        closed = true;
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Opened by whoever needs it first: beans are not started by everything that makes them. */
    private synchronized InboxTable inbox() {
        open();
        return inbox;
    }

    private synchronized CursorTable cursors() {
        open();
        return cursors;
    }

    private synchronized SeenTable seen() {
        open();
        return seen;
    }

    @Override
    public boolean keep(String subscriber, String eventId, byte[] body, Instant receivedAt) {
        return inbox().keep(subscriber, eventId, body, receivedAt);
    }

    @Override
    public List<Kept> take(String subscriber, int most, Duration lease) {
        return inbox().take(subscriber, most, lease);
    }

    @Override
    public void renew(List<Kept> taken, Duration lease) {
        inbox().renew(taken, lease);
    }

    @Override
    public void done(Kept taken) {
        inbox().done(taken);
    }

    @Override
    public void retry(Kept taken, Duration wait) {
        inbox().retry(taken, wait);
    }

    @Override
    public void putAside(Kept taken) {
        inbox().putAside(taken);
    }

    /** Tries again the events of a subscriber that were put aside; says how many. */
    public int reopen(String subscriber) {
        return inbox().reopen(subscriber);
    }

    /** Forgets the ids of events that got through longer ago; says how many. */
    public int purge(Duration age) {
        return inbox().purge(age);
    }

    @Override
    public Optional<String> position(String name) {
        return cursors().position(name);
    }

    @Override
    public void move(String name, String position) {
        cursors().move(name, position);
    }

    @Override
    public boolean add(String key) {
        return seen().add(key);
    }

    @Override
    public boolean contains(String key) {
        return seen().contains(key);
    }

    @Override
    public boolean remove(String key) {
        return seen().remove(key);
    }

    /** What was added stands already. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        seen().clear();
    }

    public String getFile() {
        return file;
    }

    /** The SQLite file; made when it is not there. */
    public void setFile(String file) {
        this.file = file;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** A pool of connections to PostgreSQL, or a SQLite data source of your own, instead of the file. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }
}
