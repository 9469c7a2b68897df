package io.callingcard.provider.inbound;

import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an event in the inbox, and leaves it to the pump to route it. */
record InboxIntake(EventInbox inbox, String subscriber, EventFilter filter, Runnable wakePump) implements EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(InboxIntake.class);

    @Override
    public void take(InboundEvent event, byte[] body, Consumer<Receipt> done) {
        done.accept(filter.isWanted(event) ? keep(event, body) : Receipt.UNWANTED);
    }

    private Receipt keep(InboundEvent event, byte[] body) {
        boolean fresh;
        try {
            fresh = inbox.keep(subscriber, event.id(), body, event.receivedAt());
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not keep an event; it is to come again", e);
            return Receipt.FAILED;
        }
        if (fresh) {
            wakePump.run();
        }
        return fresh ? Receipt.TAKEN : Receipt.DUPLICATE;
    }
}
