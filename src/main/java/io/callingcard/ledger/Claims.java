// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.machine.Machine;

/** Takes claims: for one exchange, for a plain key, or for a page of chats. */
final class Claims {

    /** Exchange property: the names of the steps that the exchange tried to send and could not. */
    private static final String UNSENT = "CamelLedgerUnsent";

    private static final int MOST_RESERVED = 10_000;

    private final ClaimRecorder recorder;
    private final OpenClaims registry;
    private final Database database;
    private final ClaimTable table;
    private final ChatTable chats;
    private final Forgotten forgotten;
    private final Machine machine;
    private final Map<String, Won> reserved = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        /** Drops claims whose exchange never came. Their leases expire. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Won> eldest) {
            return size() > MOST_RESERVED;
        }
    });

    /**
     * A claim that was won and waits for its exchange.
     *
     * @param history the attempts of earlier claims
     * @param gap     the time in which the step may have been sent without a trace in the ledger, or null
     */
    private record Won(StepKey key, String token, StepHistory history, RestoredGap gap) {}

    /**
     * The rule by which a route claims the steps of a flow.
     *
     * @param repository the repository that the route uses
     * @param window     the time within which the step happens once
     * @param provider   the provider of chats if the exchange does not name it; or null
     * @param isOrdered  whether a step waits for the earlier steps of its flow
     */
    record Once(IdempotentRepository repository, Window window, String provider, boolean isOrdered) {}

    /**
     * Ends a claim when its route has failed and Camel did not end it: with removeOnFailure=false Camel tells the
     * repository nothing. Without this the claim would be renewed until the process stops.
     */
    private static final class FailedRoute extends SynchronizationAdapter {

        private final Claim claim;

        private FailedRoute(Claim claim) {
            this.claim = claim;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (!claim.isFinished() && (exchange.isFailed() || ExchangeHelper.isFailureHandled(exchange))) {
                end(claim, exchange, Claim.Finish.GIVEN_UP);
            }
        }

        /** After Camel's own, which may release or confirm the claim. */
        @Override
        public int getOrder() {
            return LOWEST;
        }
    }

    /**
     * A try to win a claim.
     *
     * @param won     null if it was not won
     * @param open the steps that must be settled before this one; empty if it does not wait for any
     */
    private record Tried(Won won, Map<String, StepState> open) {

        private static final Tried LOST = new Tried(null, Map.of());
    }

    /** No claim is taken yet. */
    Claims(ClaimRecorder recorder, OpenClaims registry, Forgotten forgotten, Machine machine) {
        this.machine = machine;
        this.forgotten = forgotten;
        this.recorder = recorder;
        this.registry = registry;
        this.database = recorder.database();
        this.table = recorder.table();
        this.chats = recorder.chats();
    }

    private long now() {
        return recorder.clock().millis();
    }

    /**
     * Claims a step of a flow for the chat of the exchange. If won, the claim is on the exchange. Waits for a while after
     * the start if the ledger may have been restored. What follows runs on a thread for routes.
     *
     * @return fails with {@link UnsentStepsException} if an earlier step of the flow may still be sent
     */
    CompletableFuture<Optional<Claim>> claim(Once once, String flowAndStep, Exchange exchange) {
        return recorder.threads()
                .follow(winning(once, flowAndStep, exchange))
                .thenApply(won -> opened(won, once, flowAndStep, exchange));
    }

    /** Like {@link #claim}, and waits for the database. */
    Optional<Claim> claimNow(Once once, String flowAndStep, Exchange exchange) {
        try {
            Optional<Claim> claim = opened(winning(once, flowAndStep, exchange).join(), once, flowAndStep, exchange);
            claim.ifPresent(won -> exchange.getExchangeExtension().addOnCompletion(new FailedRoute(won)));
            return claim;
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnsentStepsException waits ? waits : LedgerException.of(e);
        }
    }

    private CompletableFuture<Won> winning(Once once, String flowAndStep, Exchange exchange) {
        forgotten.await();
        Won ready = takeReserved(flowAndStep, exchange);
        if (ready != null) {
            return CompletableFuture.completedFuture(ready);
        }
        ChatNames names = ChatNames.of(exchange, once.provider(), chats.people());
        return win(
                connection -> key(connection, once.window(), flowAndStep, names),
                once.isOrdered() ? held(exchange) : null);
    }

    private Optional<Claim> opened(Won won, Once once, String flowAndStep, Exchange exchange) {
        Claim.Origin origin = Claim.Origin.of(once.repository(), flowAndStep, exchange);
        return Optional.ofNullable(won).map(claim -> opened(claim, origin, exchange));
    }

    /**
     * Claims a step for the next message of the exchange, also in another route. The first message ends the claim, not a
     * block of the route.
     */
    CompletableFuture<Boolean> claimNext(Once once, String flowAndStep, Exchange exchange) {
        return claim(once, flowAndStep, exchange).thenApply(claim -> {
            claim.ifPresent(Claim::leaveToNextMessage);
            return claim.isPresent();
        });
    }

    /** Returns the claims around this one, which cannot end before it. */
    private static Set<String> held(Exchange exchange) {
        Set<String> held = new HashSet<>();
        for (StepClaim claim = StepClaim.of(exchange); claim instanceof Claim ours; claim = ours.outer()) {
            if (!ours.isInDoubt()) {
                held.add(ours.name());
            }
        }
        return held;
    }

    /** The key of the step in the current window, or null when the window is closed. */
    private StepKey key(Connection connection, Window window, String flowAndStep, ChatNames names) throws SQLException {
        long now = now();
        ChatTable.Chat chat = chats.findOrCreate(connection, names, now);
        String slot = slot(connection, flowAndStep, chat, window, now);
        return slot == null ? null : StepKey.of(flowAndStep, chat.chat(), slot);
    }

    private String slot(Connection connection, String flowAndStep, ChatTable.Chat chat, Window window, long now)
            throws SQLException {
        if (window instanceof Window.Day day) {
            return day(
                    day,
                    Instant.ofEpochMilli(now),
                    chat.zone(),
                    table.repeated(connection, flowAndStep, List.of(chat.chat()))
                            .get(chat.chat()));
        }
        if (window instanceof Window.Rolling rolling) {
            return table.last(connection, flowAndStep, chat.chat())
                    .map(last -> rolling.next(last, now))
                    .orElse(Optional.of(rolling.first()))
                    .orElse(null);
        }
        return Window.EVER;
    }

    /** A message that is sent again may be one that arrived. So a new day waits for it, even if its own day is over. */
    private static String day(Window.Day window, Instant now, ZoneId zone, String repeated) {
        return repeated == null ? window.slot(now, zone) : repeated;
    }

    /** Claims a key of any kind for an exchange. */
    boolean claim(IdempotentRepository repository, String name, Exchange exchange) {
        Won won = win(StepKey.named(name));
        if (won != null) {
            Claim claim = opened(won, Claim.Origin.of(repository, name, exchange), exchange);
            exchange.getExchangeExtension().addOnCompletion(new FailedRoute(claim));
        }
        return won != null;
    }

    /** Claims a key of any kind without an exchange. The caller confirms or forgets it. */
    boolean claim(String name) {
        return win(StepKey.named(name)) != null;
    }

    /** Tries to win the claim of a key, by one statement at a time. Returns null if it is not won. */
    private Won win(StepKey key) {
        String token = machine.randomUuid().toString();
        try {
            boolean isFirst =
                    database.statement(connection -> table.claim(connection, key, token, now(), recorder.lease()));
            boolean won = isFirst
                    || database.statement(connection -> table.claimAgain(connection, key, token, recorder.lease()));
            return won ? database.statement(connection -> won(connection, key, token, !isFirst)) : null;
        } catch (LedgerException e) {
            return Database.await(found(key, token, e));
        }
    }

    /**
     * Tries to win the claim of a step, in one transaction.
     *
     * @param finder finds the key of the step; null if the step cannot be claimed now
     * @param held   the claims that the exchange holds, if the step waits for the others of its flow; else null
     * @return null if it is not won
     */
    private CompletableFuture<Won> win(Sql.Work<StepKey> finder, Set<String> held) {
        String token = machine.randomUuid().toString();
        AtomicReference<StepKey> tried = new AtomicReference<>();
        return database.submit(connection -> {
                    StepKey key = finder.on(connection);
                    tried.set(key);
                    return key == null ? Tried.LOST : attempt(connection, key, token, held);
                })
                .thenApply(result -> {
                    if (!result.open().isEmpty()) {
                        throw UnsentStepsException.open(tried.get().flow(), result.open());
                    }
                    return result.won();
                })
                .exceptionallyCompose(
                        failure -> tried.get() == null || failure.getCause() instanceof UnsentStepsException
                                ? CompletableFuture.failedFuture(failure)
                                : found(tried.get(), token, LedgerException.of(failure)));
    }

    private Tried attempt(Connection connection, StepKey key, String token, Set<String> held) throws SQLException {
        if (held != null) {
            if (table.claimInOrder(connection, key, token, now(), recorder.lease())) {
                return new Tried(won(connection, key, token, false), Map.of());
            }
            if (table.isTaken(connection, key.name())) {
                return Tried.LOST;
            }
            Map<String, StepState> open = ClaimTable.open(connection, key, held);
            if (!open.isEmpty()) {
                return new Tried(null, open);
            }
        }
        boolean isFirst = table.claim(connection, key, token, now(), recorder.lease());
        return isFirst || table.claimAgain(connection, key, token, recorder.lease())
                ? new Tried(won(connection, key, token, !isFirst), Map.of())
                : Tried.LOST;
    }

    /** Reads what the holder of a claim must know of its step. */
    private Won won(Connection connection, StepKey key, String token, boolean isAgain) throws SQLException {
        StepHistory history = isAgain ? AttemptTable.of(connection, key.name()).abandoned() : StepHistory.EMPTY;
        RestoredGap gap = forgotten.gap();
        boolean isForgotten = gap != null
                && gap.mayHide(
                        connection,
                        key,
                        history,
                        recorder.listeners(),
                        recorder.clock().instant());
        return new Won(key, token, history, isForgotten ? gap : null);
    }

    /**
     * A commit whose answer was lost may have won all the same: the token in the row shows it. Completes with null if the
     * claim belongs to another, and fails if there is none.
     */
    private CompletableFuture<Won> found(StepKey key, String token, LedgerException failure) {
        return database.submit(connection -> {
                    if (table.isHeld(connection, new ClaimTable.Held(key.name(), token))) {
                        return won(connection, key, token, true);
                    }
                    if (table.isTaken(connection, key.name())) {
                        return null;
                    }
                    throw failure;
                })
                .exceptionally(again -> {
                    LedgerException known = LedgerException.of(again);
                    if (known != failure) {
                        failure.addSuppressed(known);
                    }
                    throw failure;
                });
    }

    private Claim opened(Won won, Claim.Origin origin, Exchange exchange) {
        Claim claim = new Claim(
                recorder,
                registry,
                won.key(),
                won.token(),
                won.history(),
                won.gap(),
                BeginCondition.of(exchange),
                origin,
                StepClaim.of(exchange));
        exchange.setProperty(StepClaim.PROPERTY, claim);
        // The outcome of an earlier step says nothing about this one.
        exchange.removeProperty(CardConstants.OUTCOME);
        return claim;
    }

    /**
     * Returns the keys of a step that happens once a day.
     *
     * @param zones the time zone of each chat
     */
    List<StepKey> today(Window.Day window, String flowAndStep, Map<String, ZoneId> zones) {
        Instant now = recorder.clock().instant();
        Map<String, String> repeated =
                database.statement(connection -> table.repeated(connection, flowAndStep, zones.keySet()));
        return zones.entrySet().stream()
                .map(each -> StepKey.of(
                        flowAndStep, each.getKey(), day(window, now, each.getValue(), repeated.get(each.getKey()))))
                .toList();
    }

    /** Claims many steps in one statement, and reserves them for their exchanges. Returns the names that were won. */
    Set<String> claimAll(Collection<StepKey> keys) {
        forgotten.await();
        String token = machine.randomUuid().toString();
        Map<String, Won> all = database.write(connection -> {
            Map<String, Integer> times = table.claimAll(connection, keys, token, now(), recorder.lease());
            Map<String, Won> won = new LinkedHashMap<>();
            for (StepKey key : keys) {
                if (times.containsKey(key.name())) {
                    won.put(key.name(), won(connection, key, token, times.get(key.name()) > 1));
                }
            }
            return won;
        });
        reserved.putAll(all);
        return all.keySet();
    }

    /** Removes and returns the claim that is reserved for the exchange; null when there is none. */
    private Won takeReserved(String flowAndStep, Exchange exchange) {
        String name = exchange.getMessage().getHeader(LedgerConstants.CLAIM_KEY, String.class);
        Won found = name == null ? null : reserved.get(name);
        boolean matches = found != null
                && StepKey.flow(flowAndStep).equals(found.key().flow())
                && StepKey.step(flowAndStep).equals(found.key().step());
        return matches && reserved.remove(name, found) ? found : null;
    }

    /** Marks a key without an exchange as done. */
    boolean confirm(String name) {
        return database.statement(
                connection -> table.confirm(connection, StepKey.named(name).name(), now()));
    }

    /** Removes a key without an exchange. */
    boolean forget(String name) {
        return database.write(
                connection -> table.forget(connection, StepKey.named(name).name()));
    }

    boolean isTaken(String name) {
        return database.statement(
                connection -> table.isTaken(connection, StepKey.named(name).name()));
    }

    /** Tells whether the step is taken for the chat of the exchange. Creates the chat if the ledger does not know it. */
    boolean createChatAndCheckTaken(Once once, String flowAndStep, Exchange exchange) {
        ChatNames names = ChatNames.of(exchange, once.provider(), chats.people());
        return database.write(connection -> {
            StepKey key = key(connection, once.window(), flowAndStep, names);
            return key == null || table.isTaken(connection, key.name());
        });
    }

    /** Ends the claim that the route took under this name. Returns false when there is none. */
    boolean finish(IdempotentRepository repository, String name, Exchange exchange, Claim.Finish how) {
        Claim claim = find(repository, name, exchange);
        if (claim == null) {
            return false;
        }
        end(claim, exchange, how).join();
        return true;
    }

    /** Ends a claim of the exchange. Completes when the outcome is durable. What follows runs on a thread for routes. */
    CompletableFuture<Void> finish(Claim claim, Exchange exchange, Claim.Finish how) {
        return recorder.threads().follow(end(claim, exchange, how));
    }

    private static CompletableFuture<Void> end(Claim claim, Exchange exchange, Claim.Finish how) {
        if (StepClaim.of(exchange) == claim) {
            exchange.setProperty(StepClaim.PROPERTY, claim.outer());
        }
        CompletableFuture<Void> recorded = claim.finish(how);
        if (claim.isNotSent()) {
            unsent(exchange).add(claim.name());
        }
        return recorded;
    }

    private Claim find(IdempotentRepository repository, String name, Exchange exchange) {
        for (StepClaim claim = StepClaim.of(exchange); claim instanceof Claim ours; claim = ours.outer()) {
            if (ours.origin().is(repository, name)) {
                return ours;
            }
        }
        // A split that shares its unit of work ends with the whole exchange, not with its parts.
        return registry.all().stream()
                .map(Claim.class::cast)
                .filter(claim ->
                        claim.origin().is(repository, name) && claim.origin().isPartOf(exchange))
                .findFirst()
                .orElse(null);
    }

    /**
     * The steps that this exchange, or one of its parts, tried to send and could not. A step that is not among them was
     * not tried here, because another process had its claim.
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
}
