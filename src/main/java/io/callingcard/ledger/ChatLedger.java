package io.callingcard.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.LifecycleStrategySupport;

import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.inbound.EventInbox;
import io.callingcard.provider.wire.HmacKey;

/**
 * What must survive the process, as one bean: which steps were claimed, sent, not sent or are in doubt; the inbox of
 * received events, and how far events were fetched. By default in a SQLite file; for many nodes give a PostgreSQL data
 * source.
 *
 * <p>As an {@link IdempotentRepository} it takes keys of any kind. For steps of a flow use {@link OncePerChat},
 * {@link OncePerDay} or {@link OncePerWindow}, which know chats.
 */
public class ChatLedger implements EventInbox, EventCursors, IdempotentRepository, CamelContextAware {

    private static final int SHORTEST_KEY = 16;

    private String file = "callingcard.db";
    private DataSource dataSource;
    private Clock clock;
    private Duration lease = Duration.ofMinutes(2);
    private String defaultRegion;
    private String numberKey;
    private CamelContext camelContext;
    private Store store;
    private boolean closed;

    /** Opened by whoever needs it first: beans are not started by everything that makes them. */
    synchronized Store store() {
        if (closed) {
            throw new LedgerException("The ledger is closed");
        }
        if (store == null) {
            store = new Store(
                    dataSource == null ? EmbeddedFile.source(Path.of(file)) : dataSource,
                    getClock(),
                    lease,
                    defaultRegion,
                    numberKey == null ? null : HmacKey.ofText(numberKey));
        }
        return store;
    }

    @Override
    public void start() {
        // Opened when it is needed.
    }

    /** Routes start and stop the repository that they use; others use it too. See {@link #close}. */
    @Override
    public void stop() {
        // Ends with the context.
    }

    /** Ends the ledger; the context does this when it stops. */
    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /** What is open, or null. */
    synchronized Store openStore() {
        return store;
    }

    private synchronized void reopen() {
        closed = false;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** The ledger ends with the context that it belongs to. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (this.camelContext == camelContext) {
            return;
        }
        this.camelContext = camelContext;
        HealthCheckRegistry health = HealthCheckRegistry.get(camelContext);
        if (health != null) {
            health.register(new LedgerHealthCheck(this));
        }
        camelContext.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarting(CamelContext context) {
                reopen();
            }

            @Override
            public void onContextStopped(CamelContext context) {
                close();
            }
        });
    }

    private InboxTable inbox() {
        return store().inbox;
    }

    Claims claims() {
        return store().claims;
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
        return store().cursors.position(name);
    }

    @Override
    public void move(String name, String position) {
        store().cursors.move(name, position);
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        return claims().claim(this, key, exchange);
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        return contains(key);
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        return claims().end(
                        this, key, exchange, exchange.isFailed() ? OpenClaim.End.GIVEN_UP : OpenClaim.End.CONFIRMED);
    }

    /** Gives the key back, unless something was sent for it, or may have been. */
    @Override
    public boolean remove(Exchange exchange, String key) {
        return claims().end(this, key, exchange, OpenClaim.End.REMOVED);
    }

    /** Claims a key for somebody without an exchange, who says by {@link #confirm} or {@link #remove} how it ends. */
    @Override
    public boolean add(String key) {
        return claims().claim(key);
    }

    @Override
    public boolean contains(String key) {
        return claims().isTaken(key);
    }

    @Override
    public boolean confirm(String key) {
        return claims().confirm(key);
    }

    /** Forgets a key; steps of flows are not forgotten by this. */
    @Override
    public boolean remove(String key) {
        return claims().forget(key);
    }

    /** Not for everybody who has this repository: others share it. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("What was sent stays sent; see ledger:forget");
    }

    /** How many steps this process is at. */
    public int getOpenClaims() {
        return claims().open();
    }

    /** How many steps are in doubt, and nobody has decided on. */
    public long countDoubts() {
        return store().doubts.count();
    }

    /** How many chats the sweeps of this process have looked at. */
    public long getSweptChats() {
        return store().swept.sum();
    }

    /** How many of the chats that were looked at had their turn. */
    public long getDueChats() {
        return store().due.sum();
    }

    /** How often the leads of a line, or a chat whose turn it was, had to wait for the budget of the line. */
    public long getPacingWaits() {
        return store().leads.waits.sum() + store().paced.sum();
    }

    /** How often the ledger could not write what became of a claim; it tries again. */
    public long getFailedWrites() {
        return claims().failures();
    }

    /** For how many claims it is still to be written what became of them. */
    public int getUnwritten() {
        return claims().unwritten();
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

    public Clock getClock() {
        if (clock != null) {
            return clock;
        }
        Clock only = camelContext == null ? null : camelContext.getRegistry().findSingleByType(Clock.class);
        return only == null ? Clock.systemUTC() : only;
    }

    /**
     * What windows are reckoned by; by default the only clock in the registry, else that of the machine. Leases go by the
     * clock of the database, which is one for all nodes.
     */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    public Duration lease() {
        return lease;
    }

    /**
     * After how long without a sign of life a claim is taken for left behind, such as {@code 2m} (the default). Longer
     * than the longest call.
     */
    public void setLease(String lease) {
        this.lease = Span.positive("lease", lease);
    }

    public String getDefaultRegion() {
        return defaultRegion;
    }

    /** How to read numbers without country code: a region such as {@code US}. */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    /**
     * With a key, numbers of people are not written as they are, but as an HMAC with it. The key must stay the same, or
     * nobody is known any more.
     */
    public void setNumberKey(String numberKey) {
        if (numberKey.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("numberKey: must have at least " + SHORTEST_KEY + " characters");
        }
        this.numberKey = numberKey;
    }
}
