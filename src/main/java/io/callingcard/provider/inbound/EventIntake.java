package io.callingcard.provider.inbound;

import java.util.function.Consumer;

/** Where events come in, whichever way they came: pushed, fetched, or streamed. */
interface EventIntake {

    /**
     * Takes an event that is surely the provider's.
     *
     * @param done is told what became of it, on any thread, once that is known
     */
    void take(InboundEvent event, byte[] body, Consumer<Receipt> done);
}
