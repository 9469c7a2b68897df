package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes an event at once, and remembers those that got through.
 *
 * <p>It is remembered after the route, not before: an event whose process died on the way must come again. One that
 * comes again meanwhile waits for the first and has its fate, so that it neither runs beside it nor is dropped for one
 * that then fails.
 */
final class RoutedIntake implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedIntake.class);

    /** Providers wait for ten seconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

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
    public Receipt take(InboundEvent event, byte[] body) {
        if (!filter.isWanted(event)) {
            return Receipt.UNWANTED;
        }
        if (seen == null) {
            return route(event);
        }
        CompletableFuture<Receipt> mine = new CompletableFuture<>();
        CompletableFuture<Receipt> first = underWay.putIfAbsent(event.id(), mine);
        if (first != null) {
            return fateOf(first);
        }
        Receipt receipt = Receipt.FAILED;
        try {
            receipt = takeFirst(event);
        } finally {
            underWay.remove(event.id());
            mine.complete(receipt);
        }
        return receipt;
    }

    private Receipt takeFirst(InboundEvent event) {
        String key = prefix + event.id();
        try {
            if (seen.contains(key)) {
                return Receipt.DUPLICATE;
            }
        } catch (RuntimeException e) {
            LOG.warn("The idempotentRepository could not be asked for an event; it is to come again", e);
            return Receipt.FAILED;
        }
        Receipt receipt = route(event);
        if (receipt == Receipt.TAKEN) {
            remember(key);
        }
        return receipt;
    }

    private Receipt route(InboundEvent event) {
        try {
            return route.take(event) ? Receipt.TAKEN : Receipt.FAILED;
        } catch (Exception e) {
            // What the exception says is the route's; it may quote what people wrote.
            LOG.warn(
                    "The route failed with {} for {}; it is to come again",
                    e.getClass().getName(),
                    event);
            LOG.debug("Why the route failed", e);
            return Receipt.FAILED;
        }
    }

    private void remember(String key) {
        try {
            seen.add(key);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The idempotentRepository could not keep that an event got through; should it come again, it is"
                            + " routed again",
                    e);
        }
    }

    private static Receipt fateOf(CompletableFuture<Receipt> first) {
        try {
            Receipt receipt = first.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return receipt == Receipt.TAKEN ? Receipt.DUPLICATE : receipt;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Receipt.FAILED;
        } catch (ExecutionException | TimeoutException e) {
            return Receipt.FAILED;
        }
    }
}
