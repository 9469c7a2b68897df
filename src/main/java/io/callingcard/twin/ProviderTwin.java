package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;

/** The stand-in of one provider. */
abstract class ProviderTwin {

    private static final Duration REAL_PACE = Duration.ofSeconds(1);

    private final String provider;
    private final TwinClock clock;
    private final Journal journal;
    private final Vertx vertx;
    private Duration pace = REAL_PACE;

    /** @param provider the provider's name, which is also its path below {@code /twin} */
    ProviderTwin(String provider, TwinClock clock, Journal journal, Vertx vertx) {
        this.provider = provider;
        this.clock = clock;
        this.journal = journal;
        this.vertx = vertx;
    }

    /** Answers a call, and delivers its message to the phones. Called by one thread at a time. */
    abstract Reply answer(ReceivedRequest request);

    /** The injected error in the provider's own form. */
    abstract Reply error(ReceivedRequest request, Fault fault);

    /** Changes settings and sends messages as the body of {@code POST /twin/control/...} asks. */
    abstract void control(JsonNode given);

    /** Forgets everything that was sent and set. */
    void reset() {
        pace = REAL_PACE;
    }

    /** Sets how long a second of the provider lasts, for the waits between two deliveries of an event. */
    public synchronized void pace(Duration second) {
        pace = second;
    }

    final Duration pace() {
        return pace;
    }

    final String provider() {
        return provider;
    }

    final Vertx vertx() {
        return vertx;
    }

    final TwinClock clock() {
        return clock;
    }

    final Instant now() {
        return clock.instant();
    }

    /** Writes into the journal what each of these phones received. */
    final void deliver(
            String line, Collection<String> phones, String chat, String messageId, String kind, JsonNode content) {
        for (String phone : phones) {
            journal.write(sequence ->
                    new JournalEntry(sequence, now(), provider, line, phone, chat, messageId, kind, content));
        }
    }
}
