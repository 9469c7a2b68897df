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
 * Routes an event at once, and remembers the events whose route succeeded.
 *
 * <p>An event is remembered after the route, not before: if the process dies on the way, the event must be routed again.
 * A duplicate that arrives meanwhile waits for the first one and gets the same result. So it neither runs beside the
 * first one, nor is dropped for one that then fails.
 */
final class RoutedIntake implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedIntake.class);

    /** Providers wait ten seconds for an answer. */
    private static final int LONGEST_WAIT_SECONDS = 8;

    private final EventRoute route;
    private final EventFilter filter;
    private final IdempotentRepository seen;
    private final String prefix;
    private final Map<String, CompletableFuture<Receipt>> underWay = new ConcurrentHashMap<>();

    /**
     * An intake for one route.
     *
     * @param seen       which events got through, or null when all are welcome again
     * @param subscriber whose they are
     */
    RoutedIntake(EventRoute route, EventFilter filter, IdempotentRepository seen, String subscriber) {
        this.route = route;
        this.filter = filter;
        this.seen = seen;
        this.prefix = subscriber + ":";
    }

    @Override
    public void take(InboundEvent event, byte[] body, Consumer<Receipt> done) {
        if (!filter.isWanted(event)) {
            done.accept(Receipt.UNWANTED);
        } else if (seen == null) {
            route.take(event, through -> done.accept(Receipt.of(through)));
        } else {
            takeOnce(event, done);
        }
    }

    private void takeOnce(InboundEvent event, Consumer<Receipt> done) {
        CompletableFuture<Receipt> mine = new CompletableFuture<>();
        CompletableFuture<Receipt> first = underWay.putIfAbsent(event.id(), mine);
        if (first != null) {
            first.copy()
                    .completeOnTimeout(Receipt.FAILED, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(fate -> done.accept(fate == Receipt.TAKEN ? Receipt.DUPLICATE : fate));
            return;
        }
        Consumer<Receipt> over = receipt -> {
            underWay.remove(event.id());
            mine.complete(receipt);
            done.accept(receipt);
        };
        try {
            takeFirst(event, over);
        } catch (RuntimeException e) {
            LOG.warn("Could not look up an event in the idempotentRepository; the provider will deliver it again", e);
            over.accept(Receipt.FAILED);
        }
    }

    private void takeFirst(InboundEvent event, Consumer<Receipt> over) {
        String key = prefix + event.id();
        if (seen.contains(key)) {
            over.accept(Receipt.DUPLICATE);
            return;
        }
        route.take(event, through -> {
            if (through) {
                remember(key);
            }
            over.accept(Receipt.of(through));
        });
    }

    private void remember(String key) {
        try {
            seen.add(key);
            seen.confirm(key);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not record an event in the idempotentRepository; a duplicate of it would be routed again",
                    e);
        }
    }
}
