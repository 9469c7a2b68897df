// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;

/**
 * Posts an event to its receivers as a provider does: one address after the other, each with retries. The waits between
 * the attempts double. The last one ends with the budget.
 *
 * @param pace     the length of a second; tests make it short
 * @param attempts the largest number of attempts for each address
 * @param budget   the seconds for the waits of one address, and for all attempts by the providers' clock
 */
record WebhookPost(World world, Duration pace, int attempts, int budget) {

    private static final int SECONDS_EACH = 10;
    /** A short pace shortens the waits. It must not make a busy receiver look like a dead one. */
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(2);

    private static final int LARGEST_DOUBLING = 20;

    /** An event that is posted once, with the same headers for each attempt. */
    Future<Map<String, String>> send(List<String> addresses, MultiMap headers, byte[] body, IntPredicate forGood) {
        return send(addresses, () -> headers, body, forGood);
    }

    /**
     * Completes with the headers of the answer when the last receiver accepted the JSON; fails when the provider gave up
     * on it.
     *
     * @param headers makes the headers of an attempt
     * @param forGood the HTTP statuses that are not retried
     */
    Future<Map<String, String>> send(
            List<String> addresses, Supplier<MultiMap> headers, byte[] body, IntPredicate forGood) {
        Instant end = world.clock().instant().plusSeconds(budget);
        Future<Map<String, String>> done = Future.succeededFuture();
        for (String address : addresses) {
            Attempts post = new Attempts(() -> post(address, headers.get(), body), forGood, end);
            // The next address gets the event even if this one failed.
            done = done.transform(before -> world.mayCall(address)
                    ? post.attempt(1, 0)
                    : Future.failedFuture("The address is not on this machine"));
        }
        return done;
    }

    /** Posts to one receiver until it accepts, refuses for good, or the attempts or the time are used up. */
    private final class Attempts {

        private final Supplier<Future<Map<String, String>>> post;
        private final IntPredicate forGood;
        private final Instant end;

        Attempts(Supplier<Future<Map<String, String>>> post, IntPredicate forGood, Instant end) {
            this.post = post;
            this.forGood = forGood;
            this.end = end;
        }

        /** @param waited the seconds that the attempts before this one waited */
        Future<Map<String, String>> attempt(int number, int waited) {
            return post.get().recover(failed -> {
                boolean over = number == attempts
                        || waited >= budget
                        || world.clock().instant().isAfter(end)
                        || failed instanceof Refused refused && forGood.test(refused.status);
                int wait = Math.min(1 << Math.min(number - 1, LARGEST_DOUBLING), budget - waited);
                return over
                        ? Future.failedFuture(failed)
                        : pause(wait).compose(again -> attempt(number + 1, waited + wait));
            });
        }
    }

    /** An answer other than 2xx. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("HTTP " + status);
            this.status = status;
        }
    }

    private Future<Map<String, String>> post(String address, MultiMap headers, byte[] body) {
        Duration timeout = longer(pace.multipliedBy(SECONDS_EACH), LEAST_TIMEOUT);
        return world.courier()
                .post(address, headers.set("content-type", "application/json"), body, timeout)
                .compose(answer -> answer.status() / 100 == 2
                        ? Future.succeededFuture(answer.headers())
                        : Future.failedFuture(new Refused(answer.status())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Future<Void> pause(int seconds) {
        Promise<Void> promise = Promise.promise();
        world.courier().after(pace.multipliedBy(seconds), promise::complete);
        return promise.future();
    }
}
