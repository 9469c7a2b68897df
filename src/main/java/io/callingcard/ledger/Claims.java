package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

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
    private final Map<String, Reserved> reserved = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        /** Drops claims whose exchange never came. Their leases expire. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reserved> eldest) {
            return size() > MOST_RESERVED;
        }
    });

    /**
     * The rule by which a route claims the steps of a flow.
     *
     * @param repository the repository that the route uses
     * @param window     the time within which the step happens once
     * @param provider   the provider of chats if the exchange does not name it; or null
     */
    record Once(IdempotentRepository repository, Window window, String provider) {}

    /** A claim that was won with a page of others and waits for its exchange. */
    private record Reserved(StepKey key, String token) {}

    Claims(ClaimRecorder recorder, OpenClaims registry) {
        this.recorder = recorder;
        this.registry = registry;
        this.database = recorder.database();
        this.table = recorder.table();
        this.chats = recorder.chats();
    }

    private long now() {
        return recorder.clock().millis();
    }

    /** Claims a step of a flow for the chat of the exchange. If won, the claim is on the exchange. */
    Optional<Claim> claim(Once once, String flowAndStep, Exchange exchange) {
        Claim.Origin origin = Claim.Origin.of(once.repository(), flowAndStep, exchange);
        Reserved before = takeReserved(flowAndStep, exchange);
        if (before != null) {
            return Optional.of(opened(before.key(), before.token(), origin, exchange));
        }
        ChatNames names = ChatNames.of(exchange, once.provider(), chats.people());
        String token = UUID.randomUUID().toString();
        StepKey[] tried = new StepKey[1];
        boolean won = surely(
                () -> database.write(connection -> {
                    tried[0] = key(connection, once.window(), flowAndStep, names);
                    return tried[0] != null && table.claim(connection, tried[0], token, now(), recorder.lease());
                }),
                tried,
                token);
        return won ? Optional.of(opened(tried[0], token, origin, exchange)) : Optional.empty();
    }

    /**
     * Claims a step for the next message of the exchange, also in another route. The first message ends the claim, not a
     * block of the route.
     */
    boolean claimNext(Once once, String flowAndStep, Exchange exchange) {
        Optional<Claim> claim = claim(once, flowAndStep, exchange);
        claim.ifPresent(Claim::leaveToNextMessage);
        return claim.isPresent();
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
            return day.slot(Instant.ofEpochMilli(now), chat.zone());
        }
        if (window instanceof Window.Rolling rolling) {
            return table.last(connection, flowAndStep, chat.chat())
                    .map(last -> rolling.next(last, now))
                    .orElse(Optional.of(rolling.first()))
                    .orElse(null);
        }
        return Window.EVER;
    }

    /** Claims a key of any kind for an exchange. */
    boolean claim(IdempotentRepository repository, String name, Exchange exchange) {
        StepKey key = StepKey.named(name);
        String token = UUID.randomUUID().toString();
        boolean won = claim(key, token);
        if (won) {
            opened(key, token, Claim.Origin.of(repository, name, exchange), exchange);
        }
        return won;
    }

    /** Claims a key of any kind without an exchange. The caller confirms or forgets it. */
    boolean claim(String name) {
        return claim(StepKey.named(name), UUID.randomUUID().toString());
    }

    private boolean claim(StepKey key, String token) {
        return surely(
                () -> database.statement(connection -> table.claim(connection, key, token, now(), recorder.lease())),
                new StepKey[] {key},
                token);
    }

    /** A commit whose answer was lost may have won all the same. The token in the row shows it. */
    private boolean surely(BooleanSupplier claiming, StepKey[] tried, String token) {
        try {
            return claiming.getAsBoolean();
        } catch (LedgerException e) {
            if (tried[0] == null) {
                throw e;
            }
            return hasWon(tried[0], token, e);
        }
    }

    private boolean hasWon(StepKey key, String token, LedgerException failure) {
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

    private Claim opened(StepKey key, String token, Claim.Origin origin, Exchange exchange) {
        Claim claim = new Claim(recorder, registry, key, token, origin, StepClaim.of(exchange));
        exchange.setProperty(StepClaim.PROPERTY, claim);
        // The outcome of an earlier step says nothing about this one.
        exchange.removeProperty(CardConstants.OUTCOME);
        return claim;
    }

    /** Claims many steps in one statement, and reserves them for their exchanges. Returns the names that were won. */
    Set<String> claimAll(Collection<StepKey> keys) {
        String token = UUID.randomUUID().toString();
        Set<String> won =
                database.write(connection -> table.claimAll(connection, keys, token, now(), recorder.lease()));
        keys.forEach(key -> {
            if (won.contains(key.name())) {
                reserved.put(key.name(), new Reserved(key, token));
            }
        });
        return won;
    }

    /** Removes and returns the claim that is reserved for the exchange; null when there is none. */
    private Reserved takeReserved(String flowAndStep, Exchange exchange) {
        String name = exchange.getMessage().getHeader(LedgerConstants.CLAIM_KEY, String.class);
        Reserved found = name == null ? null : reserved.get(name);
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
        return database.statement(
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
        if (StepClaim.of(exchange) == claim) {
            exchange.setProperty(StepClaim.PROPERTY, claim.outer());
        }
        claim.finish(how);
        if (claim.outcome() == Outcome.NOT_SENT) {
            unsent(exchange).add(claim.name());
        }
        return true;
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
