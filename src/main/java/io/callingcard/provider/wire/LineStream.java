// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;

import io.callingcard.provider.error.RedactedException;

/** One answer that is read line by line. It runs on one event loop, so the fields need no lock. */
final class LineStream implements Connections.Running {

    private final Connections connections;
    private final RequestOptions options;
    private final WireHeaders headers;
    private final Duration silence;
    private final Consumer<String> line;
    private final int maxResponseSize;
    private final Executor answered;
    private final Promise<WireResponse> promise;
    private long heard = System.nanoTime();
    private HttpClientRequest open;
    private boolean over;

    /**
     * Prepares a request.
     *
     * @param silence  how long the answer may be silent before it counts as broken
     * @param line     hears each line, on the event loop
     * @param answered runs what follows the answer
     */
    LineStream(
            Connections connections,
            RequestOptions options,
            WireHeaders headers,
            Duration silence,
            Consumer<String> line,
            int maxResponseSize,
            Executor answered,
            Promise<WireResponse> promise) {
        this.connections = connections;
        this.options = options;
        this.headers = headers;
        this.silence = silence;
        this.line = line;
        this.maxResponseSize = maxResponseSize;
        this.answered = answered;
        this.promise = promise;
    }

    void start() {
        connections.begin(this);
        connections.client().request(options).onComplete(this::connected);
    }

    @Override
    public boolean isOver(long nanoTime) {
        if (!over && nanoTime - heard >= silence.toNanos()) {
            fail("no data for " + silence, null);
        }
        return over;
    }

    @Override
    public void closed() {
        connections.execute(() -> fail("the connections were closed", null));
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (connection.failed()) {
            fail("no connection", connection.cause());
            return;
        }
        open = connection.result();
        if (over || connections.isClosed()) {
            open.reset();
            fail("the connections were closed", null);
            return;
        }
        headers.setOn(open.headers());
        open.response().onComplete(this::head);
        open.end();
    }

    private void head(AsyncResult<HttpClientResponse> result) {
        if (result.failed()) {
            fail("the connection broke before an answer", result.cause());
            return;
        }
        HttpClientResponse response = result.result();
        if (response.statusCode() / 100 == 2) {
            RecordParser lines = RecordParser.newDelimited("\n", each -> line.accept(each.toString()));
            lines.maxRecordSize(maxResponseSize);
            lines.exceptionHandler(e -> fail("a line is larger than maxResponseSize", e));
            response.exceptionHandler(e -> fail("the connection broke inside the answer", e));
            response.handler(chunk -> {
                heard = System.nanoTime();
                lines.handle(chunk);
            });
            response.endHandler(end -> finish(response, Buffer.buffer()));
        } else {
            response.body()
                    .onSuccess(body -> finish(response, body))
                    .onFailure(e -> fail("the connection broke inside the answer", e));
        }
    }

    private void finish(HttpClientResponse response, Buffer body) {
        if (!over) {
            over = true;
            WireResponse whole = new WireResponse(response.statusCode(), response.headers(), body);
            answered.execute(() -> promise.complete(whole));
        }
    }

    private void fail(String reason, Throwable cause) {
        if (!over) {
            over = true;
            WireFailure failure = new WireFailure(reason, false, cause == null ? null : new RedactedException(cause));
            answered.execute(() -> promise.fail(failure));
            if (open != null) {
                open.reset();
            }
        }
    }
}
