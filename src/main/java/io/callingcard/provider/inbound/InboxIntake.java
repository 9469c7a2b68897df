// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores events in the inbox. The pump routes them.
 *
 * @param once whether duplicates are dropped
 */
record InboxIntake(EventInbox inbox, String subscriber, EventFilter filter, boolean once, Runnable wakePump)
        implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(InboxIntake.class);

    @Override
    public void accept(InboundEvent event, byte[] body, Consumer<Receipt> done) {
        if (!filter.isWanted(event)) {
            done.accept(Receipt.FILTERED);
            return;
        }
        keep(event, body).handle(this::receipt).thenAccept(done);
    }

    private CompletableFuture<Boolean> keep(InboundEvent event, byte[] body) {
        String id = once ? event.id() : event.id() + "~" + UUID.randomUUID();
        try {
            return inbox.keep(subscriber, id, body, event.receivedAt());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Receipt receipt(Boolean fresh, Throwable failure) {
        if (failure != null) {
            LOG.warn("The inbox could not store an event; the provider is asked to send it again", failure);
            return Receipt.FAILED;
        }
        if (fresh) {
            wakePump.run();
        }
        return fresh ? Receipt.ACCEPTED : Receipt.DUPLICATE;
    }
}
