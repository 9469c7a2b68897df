package io.callingcard.provider.inbound;

/** When the provider is told that we have an event. */
public enum AckMode {
    /** When the route is through with it; when the route fails, the provider is asked to send it again. */
    ROUTED,
    /** When the event is kept in the inbox; from then on it is ours to see it through. */
    ACCEPTED
}
