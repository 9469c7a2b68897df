package io.callingcard.twin;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Posts an event to its receivers as a provider does: one address after the other, each with retries.
 *
 * @param pace     the length of a second; tests make it short
 * @param attempts the largest number of attempts for each address
 * @param budget   the seconds for all attempts
 */
record WebhookPost(World world, Duration pace, int attempts, int budget) {

    private static final int SECONDS_EACH = 10;
    /** A short pace shortens the waits. It must not make a busy receiver look like a dead one. */
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LEAST_BUDGET = Duration.ofSeconds(10);

    /**
     * Completes when the last receiver accepted the JSON; fails when the provider gave up on it.
     *
     * @param forGood the HTTP statuses that are not retried
     */
    Future<Void> send(List<String> addresses, MultiMap headers, byte[] body, IntPredicate forGood) {
        HttpClient client = world.vertx().createHttpClient();
        long end = System.nanoTime()
                + longer(pace.multipliedBy(budget), LEAST_BUDGET).toNanos();
        Future<Void> done = Future.succeededFuture();
        for (String address : addresses) {
            // The next address gets the event even if this one failed.
            done = done.transform(before -> world.mayCall(address)
                    ? attempt(1, () -> post(client, address, headers, Buffer.buffer(body)), forGood, end)
                    : Future.failedFuture("The address is not on this machine"));
        }
        return done.eventually(() -> client.close());
    }

    /** Posts to one receiver until it accepts, refuses for good, or the attempts or the time are used up. */
    private Future<Void> attempt(int number, Supplier<Future<Void>> post, IntPredicate forGood, long end) {
        return post.get().recover(failed -> {
            boolean over = number == attempts
                    || System.nanoTime() > end
                    || failed instanceof Refused refused && forGood.test(refused.status);
            return over
                    ? Future.failedFuture(failed)
                    : pause(1 << (number - 1)).compose(waited -> attempt(number + 1, post, forGood, end));
        });
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

    private Future<Void> post(HttpClient client, String address, MultiMap headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .setHeaders(headers.set("content-type", "application/json"))
                .setTimeout(
                        longer(pace.multipliedBy(SECONDS_EACH), LEAST_TIMEOUT).toMillis());
        return client.request(options).compose(request -> request.send(body)).compose(answer -> answer.body()
                .compose(read -> answer.statusCode() / 100 == 2
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new Refused(answer.statusCode()))));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Future<Void> pause(int seconds) {
        Promise<Void> promise = Promise.promise();
        world.vertx().setTimer(Math.max(1, pace.multipliedBy(seconds).toMillis()), timer -> promise.complete());
        return promise.future();
    }
}
