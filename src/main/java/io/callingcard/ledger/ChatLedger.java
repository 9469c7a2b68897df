// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.LifecycleStrategySupport;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.claim.LineDrive;
import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.inbound.EventInbox;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.HmacKey;

/**
 * Remembers which steps were sent, were not sent, or are in doubt; received events; and how far events were read. The
 * default is a SQLite file. Several nodes need a PostgreSQL data source.
 *
 * <p>As an {@link IdempotentRepository} it takes keys of any kind. For steps of a flow use {@link OncePerChat},
 * {@link OncePerDay} or {@link OncePerWindow}, which know chats.
 */
public class ChatLedger
        implements EventInbox,
                EventCursors,
                IdempotentRepository,
                CamelContextAware,
                EagerCheck.ClaimsFirst,
                LineDrive.Keeper {

    private static final int SHORTEST_KEY = 16;
    private static final int MOST_PARTITIONS = 256;
    private static final Duration LONGEST_LINE_LEASE = Duration.ofSeconds(15);
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private String file = "callingcard.db";
    private DataSource dataSource;
    private Clock clock;
    private Duration lease = Duration.ofMinutes(2);
    private Duration lineLease;
    private String nodeName;
    private int partitions;
    private String defaultRegion;
    private HmacKey numberKey;
    private HmacKey hashKey;
    private Audience audience;
    private CamelContext camelContext;
    private LedgerStore store;
    private LedgerException failure;
    private long failedAt;
    private boolean closed;

    /**
     * Returns the ledger of an endpoint, tied to its context.
     *
     * @param given the option of the endpoint; null for the only ledger in the registry
     */
    public static ChatLedger of(ChatLedger given, CamelContext context) {
        ChatLedger ledger = given == null ? context.getRegistry().findSingleByType(ChatLedger.class) : given;
        if (ledger == null) {
            throw new IllegalArgumentException(
                    "ledger: is not set, and the registry does not have exactly one ChatLedger"
                            + " bean. Set it, such as ledger=#bean:chatLedger.");
        }
        if (ledger.getCamelContext() == null) {
            ledger.setCamelContext(context);
        }
        return ledger;
    }

    /**
     * Returns the open ledger, for the components that build on it. Opens it on first use, because not every container
     * starts its beans.
     */
    public synchronized LedgerStore store() {
        if (closed) {
            throw new LedgerException("The ledger is closed");
        }
        if (store == null) {
            open();
        }
        return store;
    }

    /** Does not try again right after a failure, because each try may take long. */
    private void open() {
        Machine machine = Machine.of(camelContext);
        if (failure != null && machine.nanoTime() - failedAt < PAUSE_NANOS) {
            throw failure;
        }
        try {
            store = open(machine, database(machine));
            failure = null;
        } catch (LedgerException e) {
            failure = e;
            failedAt = machine.nanoTime();
            throw e;
        }
    }

    private Database database(Machine machine) {
        if (dataSource != null) {
            return Database.open(dataSource, machine.isOneThread(), partitions);
        }
        if (partitions != 0) {
            throw new LedgerException("partitions: needs PostgreSQL. Set dataSource too, or leave partitions out.");
        }
        return Database.open(Path.of(file));
    }

    private LedgerStore open(Machine machine, Database database) {
        try {
            HmacKey key = database.hashKey(hashKey, numberKey).orElse(null);
            if (audience != null) {
                audience.keepIn(database);
            }
            PhoneNumbers.Rules rules = PhoneNumbers.Rules.of(camelContext, defaultRegion);
            return new LedgerStore(
                    machine, database, getClock(), lease, rules, numberKey, key, lineLeases(machine, database));
        } catch (LedgerException | IllegalArgumentException e) {
            database.close();
            throw e;
        }
    }

    /** A node that starts again under the same name is another node: calls of the earlier one may still be under way. */
    private LineLeases lineLeases(Machine machine, Database database) {
        Duration usual = database.isServer() ? lease : Duration.ZERO;
        Duration used = lineLease != null ? lineLease : Collections.min(List.of(usual, LONGEST_LINE_LEASE));
        return used.isZero() ? null : new LineLeases(machine, database, NodeName.of(nodeName, machine), used);
    }

    @Override
    public LineDrive drive(String line, LineDrive.Handover handover) {
        boolean isAlone = lineLease == null ? dataSource == null : lineLease.isZero();
        return isAlone ? LineDrive.ALONE : new LedgerDrive(this::store, line, handover);
    }

    @Override
    public void start() {
        // Opened on first use.
    }

    /** Does nothing: a route that stops must not close what other routes use. See {@link #close}. */
    @Override
    public void stop() {
        // Closed with the context.
    }

    /** Closes the ledger. The context calls this when it stops. */
    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /** Returns the open store, or null if nothing has used the ledger yet. Fails if it could not be opened. */
    synchronized LedgerStore openStore() {
        if (store == null && failure != null) {
            throw failure;
        }
        return store;
    }

    /** Whether something has used the ledger, so that its database is open. */
    public synchronized boolean isOpen() {
        return store != null;
    }

    private synchronized void reopen() {
        closed = false;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Ties the ledger to a context: it closes when the context stops. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (this.camelContext == camelContext) {
            return;
        }
        this.camelContext = camelContext;
        HealthCheckRegistry health = HealthCheckRegistry.get(camelContext);
        if (health != null) {
            health.register(new LedgerHealthCheck(this::openStore));
        }
        camelContext.addLifecycleStrategy(new EagerCheck());
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
    public CompletableFuture<Boolean> keep(String subscriber, String eventId, byte[] body, Instant receivedAt) {
        return inbox().keep(subscriber, eventId, body, receivedAt);
    }

    @Override
    public List<Kept> leaseEvents(String subscriber, int most, int attempts, Duration lease) {
        return inbox().leaseEvents(subscriber, most, attempts, lease);
    }

    @Override
    public List<Kept> leaseDangerous(String subscriber, int attempts, Duration lease) {
        return inbox().leaseDangerous(subscriber, attempts, lease);
    }

    @Override
    public void renew(List<Kept> taken, Duration lease) {
        inbox().renew(taken, lease);
    }

    @Override
    public CompletableFuture<?> done(Kept taken) {
        return inbox().done(taken);
    }

    @Override
    public CompletableFuture<?> retry(Kept taken, Duration wait) {
        return inbox().retry(taken, wait);
    }

    @Override
    public CompletableFuture<?> setAside(Kept taken) {
        return inbox().setAside(taken);
    }

    /** Retries the events of a subscriber that were set aside. Returns how many. */
    public int reopen(String subscriber) {
        return inbox().reopen(subscriber);
    }

    /** Forgets the ids of events that were done longer ago. Returns how many. */
    public int purge(Duration age) {
        return inbox().purge(age);
    }

    @Override
    public Optional<String> position(String name) {
        return store().cursors().position(name);
    }

    @Override
    public void move(String name, String position) {
        store().cursors().move(name, position);
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
        return claims().finish(this, key, exchange, Claim.Finish.confirmed(exchange));
    }

    /** Releases the key, unless a message was sent for it or may have been sent. */
    @Override
    public boolean remove(Exchange exchange, String key) {
        return claims().finish(this, key, exchange, Claim.Finish.RELEASED);
    }

    /** Claims a key without an exchange. End it with {@link #confirm(String)} or {@link #remove(String)}. */
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

    /** Forgets a key, but no step of a flow. */
    @Override
    public boolean remove(String key) {
        return claims().forget(key);
    }

    /** Not supported: other routes share the ledger. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("A ledger cannot be cleared. To delete a person use ledger:forget.");
    }

    /** Returns how many steps this process is working on. */
    public int getOpenClaims() {
        return store().openClaims.count();
    }

    /** Returns how many steps are in doubt and undecided. */
    public long countDoubts() {
        return store().doubts.count();
    }

    /**
     * Returns how many steps in doubt will not be sent again. Some never arrived. The number falls only if a person finds
     * out what became of a step.
     */
    public long countSkipped() {
        return store().doubts.countSkipped();
    }

    /** Returns how often the outcome of a claim could not be recorded. Each is retried. */
    public long getFailedWrites() {
        return store().openClaims.failures();
    }

    /** Returns how many outcomes still have to be recorded. */
    public int getUnwritten() {
        return store().openClaims.unwritten();
    }

    /** Returns how many commits changed something since the start, and so waited for the disk. */
    public long countCommits() {
        return store().database().commits();
    }

    /** Returns how many pieces of work were committed since the start. Those that wait at the same time share a commit. */
    public long countPieces() {
        return store().database().pieces();
    }

    public String getFile() {
        return file;
    }

    /** Sets the SQLite file, which is created if it does not exist. */
    public void setFile(String file) {
        this.file = file;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** Sets a PostgreSQL connection pool, or a SQLite data source of your own, instead of the file. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Sets into how many partitions the large tables of PostgreSQL are split by a hash, the same on every node. The tables
     * of a ledger that has others are moved when it opens. Default: 0, which leaves them as they are.
     */
    public void setPartitions(int partitions) {
        if (partitions < 0 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "partitions: " + partitions + " is not from 0 to " + MOST_PARTITIONS + ".");
        }
        this.partitions = partitions;
    }

    public Clock getClock() {
        if (clock != null) {
            return clock;
        }
        Clock only = camelContext == null ? null : camelContext.getRegistry().findSingleByType(Clock.class);
        return only == null ? Clock.systemUTC() : only;
    }

    /**
     * Sets the clock for windows and days. The default is the only clock in the registry, or else the machine's. Leases
     * use the database's clock, which is the same for all nodes.
     */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    public Duration lease() {
        return lease;
    }

    /**
     * Sets how long a claim stays with a process that gives no sign of life, such as {@code 2m} (the default). It must be
     * longer than the longest call.
     */
    public void setLease(String lease) {
        this.lease = Span.positive("lease", lease);
    }

    /**
     * Sets how long a node keeps its lines without renewing them, such as {@code 15s}. Only the node that drives a line sends on
     * it, so the pace of the line is kept over all nodes. {@code 0s} switches it off: each node keeps the pace alone. Default:
     * with PostgreSQL the lease of claims, at most 15 seconds; off with SQLite.
     */
    public void setLineLease(String lineLease) {
        this.lineLease = lineLease == null || lineLease.isBlank()
                ? null
                : lineLease.strip().matches("0[a-z]*") ? Duration.ZERO : Span.positive("lineLease", lineLease);
    }

    /** Sets how lists of lines name this node. Default: the name of the host. */
    public void setNodeName(String nodeName) {
        this.nodeName = nodeName;
    }

    public String getDefaultRegion() {
        return defaultRegion;
    }

    /** Sets the region of numbers without country code, such as {@code US}. Default: {@code callingcard.default-region}. */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    /**
     * Sets a key that hides numbers: the ledger stores an HMAC instead. With another key the ledger recognizes no person
     * that it knew. Null or blank for none.
     */
    public void setNumberKey(String numberKey) {
        this.numberKey = key("numberKey", numberKey);
    }

    /**
     * Sets the key of the hashes of people who opted out, the same on all nodes and for good. The default is a random key,
     * which the ledger keeps in a file beside its SQLite file, such as {@code callingcard.db-key}; or the number key. A
     * data source has no place for that file, so it needs one of the keys. Null or blank for the default.
     */
    public void setHashKey(String hashKey) {
        this.hashKey = key("hashKey", hashKey);
    }

    /**
     * Sets who gets the messages: {@code lines} or {@code twins}. A ledger with claims keeps the one that it had, and is not
     * opened for the other, because what twins received has reached no phone. Null or blank, the default, for no check.
     */
    public void setAudience(String audience) {
        this.audience = audience == null || audience.isBlank() ? null : Audience.of(audience);
    }

    private static HmacKey key(String option, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.strip().length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    option + ": is too short. Use at least " + SHORTEST_KEY + " characters.");
        }
        return HmacKey.ofText(value.strip());
    }
}
