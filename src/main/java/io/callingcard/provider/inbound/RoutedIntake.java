// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes events at once, and remembers those that were routed.
 *
 * <p>An event is remembered after the route, so that it is delivered again if the process dies on the way. A duplicate
 * that arrives during the route waits for the first event and gets its result. So it neither runs in parallel, nor is
 * dropped for an event that then fails.
 */
final class RoutedIntake implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedIntake.class);

    /** How long a duplicate waits. Providers wait for ten seconds. */
    private static final int LONGEST_WAIT_SECONDS = 8;

    private final EventRoute route;
    private final EventFilter filter;
    private final IdempotentRepository seen;
    private final String prefix;
    private final Map<String, CompletableFuture<Receipt>> inProgress = new ConcurrentHashMap<>();

    /**
     * Creates an intake for one route.
     *
     * @param seen       the repository of routed events, or null to route duplicates too
     * @param subscriber the name under which consumers share the repository
     */
    RoutedIntake(EventRoute route, EventFilter filter, IdempotentRepository seen, String subscriber) {
        this.route = route;
        this.filter = filter;
        this.seen = seen;
        this.prefix = subscriber + ":";
    }

    @Override
    public void accept(InboundEvent event, byte[] body, Consumer<Receipt> done) {
        if (!filter.isWanted(event)) {
            done.accept(Receipt.FILTERED);
        } else if (seen == null) {
            route.route(event, routed -> done.accept(Receipt.of(routed)));
        } else {
            acceptOnce(event, done);
        }
    }

    private void acceptOnce(InboundEvent event, Consumer<Receipt> done) {
        CompletableFuture<Receipt> mine = new CompletableFuture<>();
        CompletableFuture<Receipt> first = inProgress.putIfAbsent(event.id(), mine);
        if (first != null) {
            first.copy()
                    .completeOnTimeout(Receipt.FAILED, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(fate -> done.accept(fate == Receipt.ACCEPTED ? Receipt.DUPLICATE : fate));
            return;
        }
        Consumer<Receipt> finish = receipt -> {
            if (mine.complete(receipt)) {
                inProgress.remove(event.id());
                done.accept(receipt);
            }
        };
        try {
            acceptFirst(event, finish);
        } catch (Throwable e) {
            finish.accept(Receipt.FAILED);
            LOG.warn(
                    "Could not look up an event in the idempotentRepository; the provider is asked to send it again",
                    e);
        }
    }

    private void acceptFirst(InboundEvent event, Consumer<Receipt> finish) {
        String key = prefix + event.id();
        if (seen.contains(key)) {
            finish.accept(Receipt.DUPLICATE);
            return;
        }
        route.route(event, routed -> {
            if (routed) {
                remember(key);
            }
            finish.accept(Receipt.of(routed));
        });
    }

    private void remember(String key) {
        try {
            seen.add(key);
            seen.confirm(key);
        } catch (Throwable e) {
            LOG.warn(
                    "Could not store a routed event in the idempotentRepository; if it is delivered again, it is routed"
                            + " again",
                    e);
        }
    }
}
