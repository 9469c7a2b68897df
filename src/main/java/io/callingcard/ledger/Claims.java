package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.Sending;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/** The claims of this process: takes them, keeps them alive, and writes down what becomes of them. */
final class Claims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /** Exchange property: the names of the claims that were tried in vain. */
    private static final String UNSENT = "CamelLedgerUnsent";

    private static final int MOST_RESERVED = 10_000;

    private final Database database;
    private final ClaimTable table;
    private final ChatTable chats;
    private final People people;
    private final Clock clock;
    private final long lease;
    private final Map<String, OpenClaim> open = new ConcurrentHashMap<>();
    private final Map<String, Reserved> reserved = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        /** Whose exchange never came for it: its lease runs out. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reserved> eldest) {
            return size() > MOST_RESERVED;
        }
    });
    private final Queue<Write> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile RuntimeException lastFailure;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "CallingCardLease");
        thread.setDaemon(true);
        return thread;
    });

    Claims(Database database, People people, Clock clock, Duration lease) {
        this.database = database;
        this.table = new ClaimTable(database.dialect());
        this.chats = new ChatTable(people);
        this.people = people;
        this.clock = clock;
        this.lease = lease.toMillis();
        long beat = Math.max(1, this.lease / 3);
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    /** What became of a claim, as far as it is not in the table yet. */
    private record Write(OpenClaim claim, Database.Work<?> work) {}

    /** Claims a step of a flow for the chat that the exchange names; it is on the exchange then. */
    boolean claim(
            IdempotentRepository repository, String flowAndStep, Window window, String provider, Exchange exchange) {
        return claimed(repository, flowAndStep, window, provider, exchange) != null;
    }

    /**
     * Claims a step for whatever the exchange sends next, wherever that is: no block of a route ends it, the first message
     * does. Where none is sent it is settled, when its lease has run out, like what a dead process left.
     */
    boolean claimNext(OncePerStep repository, String flowAndStep, Exchange exchange) {
        OpenClaim claim = claimed(repository, flowAndStep, repository.window(), repository.getProvider(), exchange);
        if (claim == null) {
            return false;
        }
        claim.end(OpenClaim.End.REMOVED);
        open.remove(claim.held().name(), claim);
        return true;
    }

    /** The claim, which is on the exchange then; null when it is somebody else's. */
    private OpenClaim claimed(
            IdempotentRepository repository, String flowAndStep, Window window, String provider, Exchange exchange) {
        OpenClaim.Asked asked = OpenClaim.Asked.by(repository, flowAndStep, exchange);
        Reserved before = reserved(flowAndStep, exchange);
        if (before != null) {
            return opened(before.key(), before.token(), asked, exchange);
        }
        ChatNames names = ChatNames.of(exchange, provider, people);
        String token = UUID.randomUUID().toString();
        StepKey[] tried = new StepKey[1];
        boolean won = surely(
                () -> database.write(connection -> {
                    long now = clock.millis();
                    ChatTable.Chat chat = chats.of(connection, names, now);
                    String slot = slot(connection, flowAndStep, chat, window, now);
                    tried[0] = slot == null ? null : StepKey.of(flowAndStep, chat.chat(), slot);
                    return slot != null && table.claim(connection, tried[0], token, now, lease);
                }),
                tried,
                token);
        return won ? opened(tried[0], token, asked, exchange) : null;
    }

    /** The window that is open now, or null when it is closed to us. */
    private String slot(Connection connection, String flowAndStep, ChatTable.Chat chat, Window window, long now)
            throws SQLException {
        if (window instanceof Window.Day day) {
            return day.slot(Instant.ofEpochMilli(now), chat.zone());
        }
        if (window instanceof Window.Rolling rolling) {
            ClaimTable.Last last = table.last(connection, flowAndStep, chat.chat());
            if (last == null) {
                return rolling.first();
            }
            boolean over = last.state() == StepState.SENT
                    || last.state() == StepState.IN_DOUBT && last.decision() == Decision.SKIP;
            if (over && last.at() + rolling.length().toMillis() <= now) {
                return rolling.after(last.slot());
            }
            return over ? null : last.slot();
        }
        return "ever";
    }

    /** Claims a name, whatever it stands for; it is on the exchange then. */
    boolean claim(IdempotentRepository repository, String name, Exchange exchange) {
        StepKey key = StepKey.named(name);
        String token = UUID.randomUUID().toString();
        boolean won = claim(key, token);
        if (won) {
            opened(key, token, OpenClaim.Asked.by(repository, name, exchange), exchange);
        }
        return won;
    }

    /** Claims a name for somebody who has no exchange, and who says himself how it ends. */
    boolean claim(String name) {
        return claim(StepKey.named(name), UUID.randomUUID().toString());
    }

    private boolean claim(StepKey key, String token) {
        return surely(
                () -> database.statement(connection -> table.claim(connection, key, token, clock.millis(), lease)),
                new StepKey[] {key},
                token);
    }

    /** A commit whose answer was lost may have won all the same: the token in the row tells. */
    private boolean surely(BooleanSupplier claiming, StepKey[] tried, String token) {
        try {
            return claiming.getAsBoolean();
        } catch (LedgerException e) {
            StepKey key = tried[0];
            if (key == null) {
                throw e;
            }
            return look(key, token, e);
        }
    }

    private boolean look(StepKey key, String token, LedgerException failure) {
        try {
            return database.statement(connection -> {
                if (table.isHeld(connection, new ClaimTable.Held(key.name(), token))) {
                    return true;
                }
                if (table.isTaken(connection, key.name())) {
                    return false;
                }
                throw failure;
            });
        } catch (LedgerException again) {
            if (again != failure) {
                failure.addSuppressed(again);
            }
            throw failure;
        }
    }

    private OpenClaim opened(StepKey key, String token, OpenClaim.Asked asked, Exchange exchange) {
        OpenClaim claim =
                new OpenClaim(this, new ClaimTable.Held(key.name(), token), key, asked, StepClaim.of(exchange));
        open.put(key.name(), claim);
        exchange.setProperty(StepClaim.PROPERTY, claim);
        // What an earlier step did says nothing of this one.
        exchange.removeProperty(CardConstants.OUTCOME);
        return claim;
    }

    /** Claims many at once, for those who then do them one by one; says which are ours. */
    Set<String> claimAll(Collection<StepKey> keys) {
        String token = UUID.randomUUID().toString();
        Set<String> won = database.write(connection -> table.claimAll(connection, keys, token, clock.millis(), lease));
        keys.forEach(key -> {
            if (won.contains(key.name())) {
                reserved.put(key.name(), new Reserved(key, token));
            }
        });
        return won;
    }

    /** A claim that was taken with others, and waits for the exchange that does it. */
    private record Reserved(StepKey key, String token) {}

    /** The claim that a sweep took for this exchange, or null. */
    private Reserved reserved(String flowAndStep, Exchange exchange) {
        String name = exchange.getMessage().getHeader(LedgerConstants.KEY, String.class);
        Reserved found = name == null ? null : reserved.get(name);
        boolean isIt = found != null
                && StepKey.flow(flowAndStep).equals(found.key().flow())
                && StepKey.step(flowAndStep).equals(found.key().step());
        return isIt && reserved.remove(name, found) ? found : null;
    }

    /** Somebody without an exchange is through with a name. */
    boolean confirm(String name) {
        String shortened = StepKey.named(name).name();
        return database.statement(connection -> table.confirm(connection, shortened, clock.millis()));
    }

    /** Somebody without an exchange gives a name back, or wants it forgotten. */
    boolean forget(String name) {
        return database.statement(
                connection -> table.forget(connection, StepKey.named(name).name()));
    }

    boolean isTaken(String name) {
        return database.statement(
                connection -> table.isTaken(connection, StepKey.named(name).name()));
    }

    boolean isTaken(String flowAndStep, Window window, String provider, Exchange exchange) {
        ChatNames names = ChatNames.of(exchange, provider, people);
        return database.write(connection -> {
            long now = clock.millis();
            ChatTable.Chat chat = chats.of(connection, names, now);
            String slot = slot(connection, flowAndStep, chat, window, now);
            return slot == null
                    || table.isTaken(
                            connection,
                            StepKey.of(flowAndStep, chat.chat(), slot).name());
        });
    }

    boolean begin(OpenClaim claim, Sending sending) {
        boolean ours =
                database.statement(connection -> table.begin(connection, claim.held(), sending, clock.millis(), lease));
        if (ours) {
            open.putIfAbsent(claim.held().name(), claim);
        }
        return ours;
    }

    /**
     * A producer told what became of what it sent. What was sent is written down at once, not when the route ends. What is
     * in doubt may still be repeated by the route, where the provider knows a repeat; till the end it is as good as under
     * way.
     */
    void ended(OpenClaim claim, Sending sending, Map<String, Object> headers) {
        if (claim.outcome() == Outcome.SENT) {
            ChatNames names = headers.isEmpty() ? null : ChatNames.of(headers, sending.provider(), people);
            boolean isFirst = claim.isFirstSent();
            write(new Write(claim, connection -> {
                long now = clock.millis();
                if (names != null && claim.key().chat() != null) {
                    chats.answered(connection, claim.key().chat(), names, now);
                }
                if (isFirst && claim.key().chat() != null) {
                    ShareTable.shared(
                            connection, claim.key().flow(), claim.key().chat(), now);
                }
                return table.settle(connection, claim.held(), StepState.SENT, claim.messageId(), now);
            }));
        }
        if (claim.ended() != null) {
            close(claim);
        }
    }

    /** The route is through with what it claimed under this name. */
    boolean end(IdempotentRepository repository, String name, Exchange exchange, OpenClaim.End how) {
        OpenClaim claim = find(repository, name, exchange);
        if (claim == null) {
            return false;
        }
        if (StepClaim.of(exchange) == claim) {
            exchange.setProperty(StepClaim.PROPERTY, claim.outer());
        }
        claim.end(how);
        if (claim.ended() != null) {
            close(claim);
        }
        if (claim.outcome() == Outcome.NOT_SENT) {
            unsent(exchange).add(claim.key().name());
        }
        // When the route goes on, what became of the step is durable.
        claim.awaitWritten();
        return true;
    }

    /**
     * The steps that this exchange, or one of its parts, tried to send in vain. What is not among them was not tried: it
     * was somebody else's when its turn came.
     */
    @SuppressWarnings("unchecked")
    static Set<String> unsent(Exchange exchange) {
        Set<String> unsent = exchange.getProperty(UNSENT, Set.class);
        if (unsent == null) {
            unsent = ConcurrentHashMap.newKeySet();
            exchange.setProperty(UNSENT, unsent);
        }
        return unsent;
    }

    private OpenClaim find(IdempotentRepository repository, String name, Exchange exchange) {
        for (StepClaim claim = StepClaim.of(exchange); claim instanceof OpenClaim ours; claim = ours.outer()) {
            if (ours.asked().is(repository, name)) {
                return ours;
            }
        }
        // A split that shares its unit of work ends with the whole, not with its parts.
        for (OpenClaim claim : open.values()) {
            if (claim.asked().is(repository, name) && claim.asked().isPartOf(exchange)) {
                return claim;
            }
        }
        return null;
    }

    /** Nothing of it is under way any more, and the route is through. */
    private void close(OpenClaim claim) {
        if (!open.remove(claim.held().name(), claim)) {
            return;
        }
        Outcome outcome = claim.outcome();
        OpenClaim.End end = claim.ended();
        if (outcome == null && end == OpenClaim.End.CONFIRMED) {
            // Nobody told us anything: something else than our components was sent, or done.
            settle(claim, StepState.SENT);
        } else if (outcome == null || outcome == Outcome.NOT_SENT) {
            Decision decision = end == OpenClaim.End.GIVEN_UP ? Decision.SKIP : null;
            write(new Write(claim, connection -> table.release(connection, claim.held(), decision, clock.millis())));
        } else if (outcome == Outcome.IN_DOUBT) {
            settle(claim, StepState.IN_DOUBT);
        }
    }

    private void settle(OpenClaim claim, StepState state) {
        write(new Write(
                claim, connection -> table.settle(connection, claim.held(), state, claim.messageId(), clock.millis())));
    }

    /** One after the other for each claim; what cannot be written is tried again with the next sign of life. */
    private void write(Write write) {
        write.claim().write(before -> before.thenCompose(last -> database.submit(write.work()))
                .handle((done, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                        unwritten.add(write);
                        LOG.warn("The ledger could not keep what became of {}; trying again", write.claim(), failure);
                    }
                    return null;
                }));
    }

    /** How often it could not be written what became of a claim. */
    long failures() {
        return failures.get();
    }

    /** Why the database gave no answer to the last sign of life; null when it did. */
    RuntimeException lastFailure() {
        return lastFailure;
    }

    /** How many claims this process has just now. */
    int open() {
        return open.size();
    }

    /** For how many claims it is not written yet what became of them. */
    int unwritten() {
        return unwritten.size();
    }

    /** Signs of life for what is open, and another try for what could not be written. */
    private void beat() {
        try {
            List<ClaimTable.Held> alive = new ArrayList<>();
            open.values().forEach(claim -> alive.add(claim.held()));
            database.write(connection -> {
                table.renew(connection, alive, lease);
                return null;
            });
            lastFailure = null;
        } catch (RuntimeException e) {
            lastFailure = e;
            LOG.warn("The ledger could not be told that we live", e);
        }
        for (int i = unwritten.size(); i > 0; i--) {
            write(unwritten.remove());
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
