package io.callingcard.twin;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Posts an event to its receivers as a provider does: one address after the other, each tried again until it is taken.
 *
 * @param pace     the length of a second, so that tests need not wait
 * @param attempts how often at most
 * @param budget   for how many seconds in all
 */
public record WebhookPost(Vertx vertx, Duration pace, int attempts, int budget) {

    private static final int SECONDS_EACH = 10;

    /** Tells when the last receiver took it, or was given up on. */
    public Future<Void> send(List<String> addresses, Map<String, String> headers, byte[] body) {
        HttpClient client = vertx.createHttpClient();
        long end = System.nanoTime() + pace.multipliedBy(budget).toNanos();
        Future<Void> done = Future.succeededFuture();
        for (String address : addresses) {
            done = done.compose(before -> attempt(client, address, headers, Buffer.buffer(body), 1, end));
        }
        return done.eventually(() -> client.close());
    }

    private Future<Void> attempt(
            HttpClient client, String address, Map<String, String> headers, Buffer body, int number, long end) {
        return post(client, address, headers, body)
                .recover(failed -> number == attempts || System.nanoTime() > end
                        ? Future.succeededFuture()
                        : pause(1 << (number - 1))
                                .compose(waited -> attempt(client, address, headers, body, number + 1, end)));
    }

    private Future<Void> post(HttpClient client, String address, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .setTimeout(Math.max(1, pace.multipliedBy(SECONDS_EACH).toMillis()));
        headers.forEach(options::addHeader);
        return client.request(options).compose(request -> request.send(body)).compose(answer -> answer.body()
                .compose(read -> answer.statusCode() / 100 == 2
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture("HTTP " + answer.statusCode())));
    }

    private Future<Void> pause(int seconds) {
        Promise<Void> promise = Promise.promise();
        vertx.setTimer(Math.max(1, pace.multipliedBy(seconds).toMillis()), timer -> promise.complete());
        return promise.future();
    }
}
