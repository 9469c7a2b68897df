package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;

/** Everything that a provider stores until the twins are reset. Ids are counted, so that every run has the same ids. */
abstract class ProviderState {

    private final String provider;
    private final World world;
    /** How long a second of the provider lasts, for the waits between two deliveries of an event. */
    Duration pace = Duration.ofSeconds(1);

    private long counter;

    ProviderState(String provider, World world) {
        this.provider = provider;
        this.world = world;
    }

    /** The next number for an id. */
    final long next() {
        return ++counter;
    }

    final Instant now() {
        return world.clock().instant();
    }

    final Vertx vertx() {
        return world.vertx();
    }

    /** Writes into the journal what each of these phones received. */
    final void deliver(
            String line, Collection<String> phones, String chat, String messageId, String kind, JsonNode content) {
        for (String phone : phones) {
            world.journal()
                    .write(sequence ->
                            new JournalEntry(sequence, now(), provider, line, phone, chat, messageId, kind, content));
        }
    }
}
