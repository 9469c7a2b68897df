package io.callingcard.twin;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The stand-in of one provider.
 *
 * @param <S> what the provider stores
 * @param <C> the provider's form of a call
 */
abstract class ProviderTwin<S extends ProviderState, C> {

    private final String provider;
    private final World world;
    private Routes<C> calls;
    S state;

    /** @param provider the provider's name, which is also its path below {@code /twin} */
    ProviderTwin(String provider, World world) {
        this.provider = provider;
        this.world = world;
    }

    /** The state of a provider that was never used. */
    abstract S newState(World itsWorld);

    /** The table of calls on the present state. */
    abstract Routes<C> calls();

    /** Answers a request, and delivers its message to the phones. */
    abstract Reply dispatch(ReceivedRequest request, Routes<C> itsCalls);

    /** The error in the provider's own form. */
    abstract Reply refused(ReceivedRequest request, Refusal refusal);

    /** Changes the provider's settings as the body of {@code POST /twin/control/...} asks. */
    abstract void set(JsonNode given);

    /** Sends a message, card, reaction or receipt on behalf of a person. */
    abstract void receive(JsonNode deed);

    /** Answers a call. Called by one thread at a time. */
    synchronized Reply answer(ReceivedRequest request) {
        try {
            return dispatch(request, calls);
        } catch (Refusal refusal) {
            return refused(request, refusal);
        }
    }

    /** Answers with the injected error. */
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        return refused(request, Refusal.of(fault));
    }

    /** Changes settings and sends messages. The fields are listed in docs/twins.md. */
    final synchronized void control(JsonNode given) {
        try {
            set(given);
            state.pace = Duration.ofMillis(given.path("second_ms").asLong(state.pace.toMillis()));
            given.path("receive").forEach(this::receive);
        } catch (Refusal unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    /** Forgets everything that was sent and set. */
    synchronized void reset() {
        if (state != null) {
            state.end();
        }
        state = newState(world);
        calls = calls();
    }

    /** Sets how long a second of the provider lasts, for the waits between two deliveries of an event. */
    public synchronized void pace(Duration second) {
        state.pace = second;
    }

    final String provider() {
        return provider;
    }
}
