package io.callingcard.provider.inbound;

import java.util.UUID;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores an event in the inbox; the pump routes it.
 *
 * @param once whether a duplicate is dropped
 */
record InboxIntake(EventInbox inbox, String subscriber, EventFilter filter, boolean once, Runnable wakePump)
        implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(InboxIntake.class);

    @Override
    public void take(InboundEvent event, byte[] body, Consumer<Receipt> done) {
        done.accept(filter.isWanted(event) ? keep(event, body) : Receipt.UNWANTED);
    }

    private Receipt keep(InboundEvent event, byte[] body) {
        boolean fresh;
        try {
            String id = once ? event.id() : event.id() + "~" + UUID.randomUUID();
            fresh = inbox.keep(subscriber, id, body, event.receivedAt());
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not store an event; the provider will deliver it again", e);
            return Receipt.FAILED;
        }
        if (fresh) {
            wakePump.run();
        }
        return fresh ? Receipt.TAKEN : Receipt.DUPLICATE;
    }
}
