package io.callingcard.provider.inbound;

/** Where events come in, whichever way they came: pushed, fetched, or streamed. */
interface EventIntake {

    /** Takes an event that is surely the provider's. Waits for the route where the answer depends on it. */
    Receipt take(InboundEvent event, byte[] body);
}
