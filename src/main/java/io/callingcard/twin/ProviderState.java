// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;

/**
 * Everything that a provider stores until the twins are reset. Ids differ from start to start, as those of a provider that
 * never uses an id again. After a reset they repeat.
 */
abstract class ProviderState {

    private final String provider;
    private final World world;
    /** How long a second of the provider lasts, for the waits between two deliveries of an event. */
    Duration pace = Duration.ofSeconds(1);

    private long counter;
    private volatile boolean over;

    ProviderState(String provider, World world) {
        this.provider = provider;
        this.world = world;
    }

    /** The next number, counted from 1. */
    final long next() {
        return ++counter;
    }

    /** The next id. */
    final UUID nextUuid() {
        return uuid(next());
    }

    /** The id of the n-th answer. */
    final String trace(long answer) {
        return uuid(-answer).toString().replace("-", "");
    }

    private UUID uuid(long number) {
        SplittableRandom random = new SplittableRandom(world.seed() + provider.hashCode() + number);
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** So many digits of the next id. */
    final String nextHex(int digits) {
        return nextUuid().toString().replace("-", "").substring(0, digits);
    }

    final Instant now() {
        return world.clock().instant();
    }

    final World.Memory memory() {
        return world.memory();
    }

    final Vertx vertx() {
        return world.vertx();
    }

    /** Does something after so many seconds of the provider, unless the twin is reset before. */
    final void after(Duration seconds, Runnable deed) {
        if (seconds.isZero()) {
            deed.run();
        } else {
            world.courier().after(pace.multipliedBy(seconds.toSeconds()), () -> {
                if (!over) {
                    deed.run();
                }
            });
        }
    }

    /** Ends what is planned. */
    final void end() {
        over = true;
    }

    /** Prepares the delivery of an event. */
    final WebhookPost post(int attempts, int budget) {
        return new WebhookPost(world, pace, attempts, budget);
    }

    /** Refuses an address that no event may be sent to. */
    final String callable(String address) {
        Refusal.when(
                !world.mayCall(address),
                1002,
                400,
                "The address is not on this machine. " + ThisMachine.TO_ALLOW_OTHERS);
        return address;
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
