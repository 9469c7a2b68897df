package io.callingcard.provider.inbound;

import java.util.function.Consumer;

/** Accepts events, whether pushed, fetched or streamed. */
interface EventIntake {

    /**
     * Accepts an event that was verified.
     *
     * @param done receives the result, on any thread
     */
    void take(InboundEvent event, byte[] body, Consumer<Receipt> done);
}
