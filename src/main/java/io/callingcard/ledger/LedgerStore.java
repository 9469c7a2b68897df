// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import org.apache.camel.Exchange;

import io.callingcard.card.PhoneMask;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.RouteThreads;
import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.HmacKey;

/** An open ledger, for the components that build on it. */
public final class LedgerStore implements AutoCloseable {

    /** The steps of a flow that were not sent, or may not have been, except those that a route gave up. */
    private static final String UNSENT = "SELECT claim_key, step, state, decision FROM callingcard_claim WHERE "
            + StepKey.IN_CHAT + " AND flow = ? AND state <> " + StepState.SENT.ordinal() + " AND (state = "
            + StepState.IN_DOUBT.ordinal() + " OR decision IS NULL OR decision <> " + Decision.SKIP.ordinal()
            + ") ORDER BY claim_key";

    /** More than one is needed only for routes that block. */
    private static final int MOST_THREADS = 20;

    /** How long after the start claims wait until it is known whether the ledger was restored. */
    private static final long PATIENCE_MILLIS = 10_000;

    /** They hold no state, so all ledgers of a process share them. */
    private static final List<LedgerListener> LISTENERS =
            ServiceLoader.load(LedgerListener.class, LedgerListener.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    final InboxTable inbox;
    final OpenClaims openClaims;
    final Claims claims;
    final Doubts doubts;
    final LedgerReport report;
    final List<LedgerListener> listeners = LISTENERS;

    final Forgotten forgotten;

    /** The settings that decide whether a commit survives a power failure. */
    final String durability;

    /** Null if this node is the only one. */
    final LineLeases lines;

    private final Machine machine;
    private final Database database;
    private final Clock clock;
    private final People people;
    private final HmacKey hashKey;
    private final Seals seals;
    private final StepFacts steps;
    private final ChatTable chats;
    private final CursorTable cursors;
    private final Map<Class<?>, Object> extensions = new ConcurrentHashMap<>();
    private final ExecutorService pool;

    /** Routes go on here after an answer of the database, so that its own threads never wait for a route. */
    private final RouteThreads threads;

    /**
     * Builds on an open database.
     *
     * @param rules how numbers are read
     * @param numberKey the key that hides numbers, or null
     * @param hashKey the key of hashes that outlive a person, or null
     * @param lines   the lines that this node drives; null if it is the only node
     */
    LedgerStore(
            Machine machine,
            Database database,
            Clock clock,
            Duration lease,
            PhoneNumbers.Rules rules,
            HmacKey numberKey,
            HmacKey hashKey,
            LineLeases lines) {
        this.pool = machine.threads("CallingCardRoute");
        this.threads = new RouteThreads(pool, machine.isOneThread() ? 1 : MOST_THREADS);
        this.machine = machine;
        this.lines = lines;
        this.database = database;
        this.durability = database.durability();
        this.clock = clock;
        this.people = new People(rules, numberKey);
        this.hashKey = hashKey;
        this.seals = new Seals(hashKey);
        this.chats = new ChatTable(people);
        this.inbox = new InboxTable(database);
        this.cursors = new CursorTable(database);
        ClaimTable table = new ClaimTable(database);
        this.forgotten = new Forgotten(machine, database, PATIENCE_MILLIS);
        this.openClaims = new OpenClaims(machine, database, table, forgotten, lease.toMillis());
        // A node without open claims noticed an outage only at its next usual heartbeat, and seemed ready until then.
        database.onFailure(openClaims::beatSoon);
        this.claims = new Claims(
                new ClaimRecorder(database, table, chats, clock, lease.toMillis(), listeners, threads),
                openClaims,
                forgotten,
                machine);
        this.doubts = new Doubts(database, clock, listeners, forgotten);
        this.report = new LedgerReport(database, chats);
        this.steps = new StepFacts(database);
    }

    public Database database() {
        return database;
    }

    /** Queues work. What follows runs on a thread for routes, after the commit. */
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        return threads.follow(database.submit(work));
    }

    /**
     * Returns those of the lines that this node drives. It tries to take those that no node drives.
     *
     * @param route who asks; with no lines when it stops
     */
    public Set<String> driven(Object route, Set<String> asked) {
        return lines == null ? asked : lines.driven(route, asked);
    }

    /** Returns the node that drives each line, as its last heartbeat saw it; empty if this node is the only one. */
    public Map<String, String> drivers() {
        return lines == null ? Map.of() : lines.view().drivers();
    }

    /** Returns the nodes that live, as the last heartbeat saw them; empty if this node is the only one. */
    public List<String> nodes() {
        return lines == null ? List.of() : lines.view().nodes();
    }

    public Clock clock() {
        return clock;
    }

    /** Returns what the ledger takes its threads and its chance from. */
    public Machine machine() {
        return machine;
    }

    /** Remembers how far the clock was moved, for other processes. Does nothing unless the ledger is that of twins. */
    public void keepClockOffset(Duration offset) {
        ClockOffset.keep(database, offset);
    }

    /** Returns how far a process moved the clock; zero unless the ledger is that of twins. */
    public Duration clockOffset() {
        return ClockOffset.read(database);
    }

    public People people() {
        return people;
    }

    /** Whether a key of hashes that outlive a person is set. */
    public boolean hasHashKey() {
        return hashKey != null;
    }

    /** Returns the key of hashes that outlive a person, which is not in the database. Fails if none is set. */
    public HmacKey hashKey() {
        if (hashKey == null) {
            throw new LedgerException(
                    "hashKey: is missing. With a dataSource, set it to the same random secret of at least"
                            + " 16 characters on every node.");
        }
        return hashKey;
    }

    /** Returns the name of a person, a step or a lead as a page may show it: encrypted, and safe in a URL. */
    public String seal(String name) {
        return seals.seal(name);
    }

    /** Returns the name that was sealed; empty if the text is no seal of this ledger. */
    public Optional<String> unsealed(String sealed) {
        return seals.open(sealed);
    }

    /**
     * Writes down what a person did, in the transaction that does it.
     *
     * @param user   who; null for a route, which is not written down
     * @param target to whom or what, without whole numbers; null for all
     */
    public void audit(Connection connection, String user, String action, String target, String details)
            throws SQLException {
        if (user != null) {
            AuditTable.add(connection, new AuditRecord(clock.instant(), user, action, target, details));
        }
    }

    /** Names a person in the audit log. */
    public String auditName(String address) {
        return people.key() == null ? PhoneMask.mask(address) : People.shortHidden(people.stored(address));
    }

    /** Remembers how far sources were read. */
    public EventCursors cursors() {
        return cursors;
    }

    /** Reads steps for lists and overviews. */
    public StepFacts steps() {
        return steps;
    }

    ChatTable chats() {
        return chats;
    }

    /** Returns what another component keeps with this open ledger. Creates it once. */
    public <T> T extension(Class<T> type, Function<LedgerStore, T> create) {
        return type.cast(extensions.computeIfAbsent(type, missing -> create.apply(this)));
    }

    /** Returns the name of a chat in the tables. Creates the chat if the ledger does not know it. */
    public String findOrCreateChat(Connection connection, ChatNames names) throws SQLException {
        return chats.findOrCreate(connection, names, clock.millis()).chat();
    }

    /** Returns the person in a chat, as stored; empty if it is not known. */
    public Optional<String> personIn(Connection connection, ChatNames names) throws SQLException {
        return chats.person(connection, names);
    }

    /**
     * Returns when a process of this ledger was last known to run before this one opened it; empty in a new ledger.
     */
    public Optional<Instant> lastSign() {
        return Optional.of(database.formerBeat()).filter(at -> at > 0).map(Instant::ofEpochMilli);
    }

    /** Returns the chats of each provider that we wrote to last. */
    public List<ChatNames> newestChats(int mostOfProvider) {
        return database.read(connection -> ChatTable.newest(connection, mostOfProvider));
    }

    /** Records that we have written to a chat, by hand or with another program. */
    public void wrote(Connection connection, String chat) throws SQLException {
        ChatTable.wrote(connection, chat, clock.millis());
    }

    /** Lets an exchange remember, for all its parts, which steps it could not send. */
    public static void trackUnsentSteps(Exchange exchange) {
        Claims.unsent(exchange);
    }

    /**
     * A step that was not sent, or may not have been.
     *
     * @param wasTried   whether this exchange tried to send it and could not
     * @param wasSkipped whether it was decided not to send it again although it is in doubt
     */
    public record UnsentStep(String step, StepState state, boolean wasTried, boolean wasSkipped) {}

    /**
     * Lets the messages of an exchange begin only while the person has not opted out. The condition is part of the statement
     * by which a message begins, because the message may have waited for long since its route asked.
     *
     * @param condition SQL that may name the columns of {@code callingcard_claim}
     */
    public static void beginOnlyWhile(Exchange exchange, String condition, Object... values) {
        new BeginCondition(condition, List.of(values)).putOn(exchange);
    }

    /** Finds the steps of a flow that are still missing in the chat of the exchange. */
    public CompletableFuture<List<UnsentStep>> unsentSteps(String flow, Exchange exchange) {
        ChatNames names = ChatNames.of(exchange, null, people);
        Set<String> tried = Claims.unsent(exchange);
        return submit(connection -> {
            String chat = findOrCreateChat(connection, names);
            return Sql.query(
                    connection,
                    UNSENT,
                    row -> new UnsentStep(
                            row.getString(2),
                            StepState.of(row.getInt(3)),
                            tried.contains(row.getString(1)),
                            Decision.read(row, 4) == Decision.SKIP),
                    StepKey.first(chat),
                    StepKey.last(chat),
                    chat,
                    flow);
        });
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
        openClaims.close();
        database.close();
        pool.shutdown();
    }
}
