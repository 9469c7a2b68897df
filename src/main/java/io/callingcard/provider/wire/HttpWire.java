// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.Pipe;

import io.callingcard.card.InputLimit;
import io.callingcard.provider.error.RedactedException;

/** Sends attempts over HTTP. */
final class HttpWire implements Wire {

    private static final Set<HttpMethod> BODY_EXPECTED = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final Connections connections;
    private final String basePath;
    private final RequestOptions base;
    private final Duration timeout;
    private final long timeoutNanos;
    private final int maxResponseSize;
    private final Executor answered;

    HttpWire(Connections connections, String baseUrl, Duration timeout, int maxResponseSize, Executor answered) {
        this.connections = connections;
        this.timeout = timeout;
        this.timeoutNanos = timeout.toNanos();
        this.maxResponseSize = maxResponseSize;
        this.answered = answered;
        URI uri = URI.create(baseUrl);
        this.base = origin(uri);
        this.basePath = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    }

    /** Reads scheme, host and port of an address. */
    private static RequestOptions origin(URI uri) {
        if (uri.getHost() == null) {
            // Vert.x would call localhost.
            throw new IllegalArgumentException(
                    "the address has no valid host; a host consists of letters, digits, dots and hyphens");
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, uri.getHost()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls);
    }

    @Override
    public Future<Void> after(Duration wait) {
        return connections.after(wait);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        return connections.vertx().executeBlocking(work, false);
    }

    @Override
    public Future<WireResponse> send(WireRequest request, WireHeaders headers, BooleanSupplier isPermitted) {
        Promise<WireResponse> promise = Promise.promise();
        Attempt attempt;
        try {
            attempt = new Attempt(request, options(request), headers, isPermitted, promise);
        } catch (RuntimeException e) {
            promise.fail(new WireFailure("the request cannot be made", false, e));
            return promise.future();
        }
        try {
            connections.execute(attempt::start);
        } catch (RejectedExecutionException e) {
            promise.fail(new WireFailure("the event loops are closed", false, e));
        }
        return promise.future();
    }

    @Override
    public Future<WireResponse> follow(
            WireRequest request, WireHeaders headers, Duration silence, Consumer<String> line) {
        Promise<WireResponse> promise = Promise.promise();
        try {
            LineStream stream = new LineStream(
                    connections, options(request), headers, silence, line, maxResponseSize, answered, promise);
            connections.execute(stream::start);
        } catch (RuntimeException e) {
            promise.fail(new WireFailure("the request cannot be made", false, e));
        }
        return promise.future();
    }

    private RequestOptions options(WireRequest request) {
        RequestOptions options;
        if (request.target().startsWith("/")) {
            options = new RequestOptions(base).setURI(basePath + request.target());
        } else {
            URI absolute = URI.create(request.target());
            options = origin(absolute).setURI(pathAndQuery(absolute));
        }
        return options.setMethod(request.method());
    }

    private static String pathAndQuery(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** One attempt. It runs on one event loop, so the fields need no lock. */
    private final class Attempt implements Connections.Running {

        private final WireRequest request;
        private final RequestOptions options;
        private final WireHeaders headers;
        private final BooleanSupplier isPermitted;
        private final Buffer body;
        private final Promise<WireResponse> promise;
        private final Duration limit;
        private long deadline;
        private HttpClientRequest open;
        private Buffer answer;
        private AsyncFile source;
        private boolean written;
        private boolean sent;
        private boolean over;

        Attempt(
                WireRequest request,
                RequestOptions options,
                WireHeaders headers,
                BooleanSupplier isPermitted,
                Promise<WireResponse> promise) {
            this.request = request;
            this.options = options;
            this.headers = headers;
            this.isPermitted = isPermitted;
            this.body = request.body() instanceof WireBody.Bytes bytes ? Buffer.buffer(bytes.content()) : null;
            this.promise = promise;
            this.limit = request.timeout() == null ? timeout : request.timeout();
        }

        void start() {
            deadline = System.nanoTime() + (limit == timeout ? timeoutNanos : limit.toNanos());
            connections.begin(this);
            try {
                connections.client().request(options).onComplete(this::connected);
            } catch (RuntimeException e) {
                fail("the request cannot be made", e);
            }
        }

        @Override
        public boolean isOver(long nanoTime) {
            if (!over && nanoTime - deadline >= 0) {
                fail("no answer within " + limit, null);
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
                // The time limit passed, or the connections were closed, before there was a connection: send nothing.
                open.reset();
                fail("the connections were closed", null);
                return;
            }
            try {
                headers.setOn(open.headers());
            } catch (RuntimeException e) {
                fail("a header cannot be sent", new RedactedException(e));
                return;
            }
            open.response().onComplete(this::head);
            write();
        }

        private void write() {
            if (request.body() instanceof WireBody.Stream stream) {
                connections
                        .vertx()
                        .fileSystem()
                        .open(
                                stream.file().toString(),
                                new OpenOptions().setRead(true).setWrite(false))
                        .onSuccess(file -> stream(stream, file))
                        .onFailure(e -> fail("the file to send cannot be read", e));
                return;
            }
            if (!mayBegin()) {
                return;
            }
            if (body != null) {
                end(open.end(body));
            } else if (BODY_EXPECTED.contains(request.method())) {
                // Sends "content-length: 0", which some servers require.
                end(open.end(Buffer.buffer()));
            } else {
                end(open.end());
            }
        }

        /** From here on the request may have been sent. Vert.x cannot tell how much of it, so assume all. */
        private boolean mayBegin() {
            if (!isPermitted.getAsBoolean()) {
                // The process stood still, or waited long for a connection.
                fail("the permission to send has expired", null);
                return false;
            }
            written = true;
            return true;
        }

        private void end(Future<Void> end) {
            // The whole request is handed over; the answer may arrive before this future completes.
            sent = true;
            end.onFailure(e -> fail("the connection broke while sending", e));
        }

        /** Streams exactly the announced number of bytes: the server would read one more as the next request. */
        private void stream(WireBody.Stream stream, AsyncFile file) {
            if (over) {
                file.close();
                return;
            }
            source = file.setReadLength(stream.length());
            open.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stream.size()));
            if (!mayBegin()) {
                return;
            }
            if (stream.before().length > 0) {
                open.write(Buffer.buffer(stream.before()));
            }
            file.pipe()
                    .endOnComplete(false)
                    .to(open)
                    .onSuccess(done -> streamed(stream, file))
                    .onFailure(e -> fail("the connection broke while sending", e));
        }

        private void streamed(WireBody.Stream stream, AsyncFile file) {
            if (file.getReadLength() > 0) {
                fail("the file to send has become shorter", null);
            } else {
                end(open.end(Buffer.buffer(stream.after())));
            }
        }

        private void head(AsyncResult<HttpClientResponse> answered) {
            if (answered.failed()) {
                broken("the connection broke before an answer", answered.cause());
                return;
            }
            HttpClientResponse response = answered.result();
            boolean success = response.statusCode() >= 200 && response.statusCode() < 300;
            if (success && request.download() != null) {
                download(response);
            } else {
                collect(response);
            }
        }

        private void collect(HttpClientResponse response) {
            response.exceptionHandler(e -> broken("the connection broke inside the answer", e));
            response.handler(this::append);
            response.endHandler(end -> succeed(response, answer == null ? Buffer.buffer() : answer));
        }

        /** Collects the answer. Most answers arrive in one chunk, which is used without a copy. */
        private void append(Buffer chunk) {
            int length = answer == null ? 0 : answer.length();
            if (length + chunk.length() > maxResponseSize) {
                fail("the answer is larger than maxResponseSize (" + maxResponseSize + " bytes)", null);
            } else {
                answer = answer == null ? chunk : answer.appendBuffer(chunk);
            }
        }

        private void download(HttpClientResponse response) {
            // Created before the file is opened, so that an error in between is not missed.
            Pipe<Buffer> pipe = response.pipe();
            connections
                    .vertx()
                    .fileSystem()
                    .open(request.download().toString(), new OpenOptions().setTruncateExisting(true))
                    .compose(file -> download(pipe, file))
                    .onSuccess(done -> succeed(response, Buffer.buffer()))
                    .onFailure(e -> fail("the answer could not be stored", e));
        }

        private Future<Void> download(Pipe<Buffer> pipe, AsyncFile file) {
            LimitedFile limited = new LimitedFile(file, InputLimit.DOWNLOAD_BYTES.most());
            try {
                return pipe.to(limited).onFailure(e -> {
                    if (limited.isExceeded()) {
                        fail("the file is larger than " + InputLimit.DOWNLOAD_BYTES.most() + " bytes", null);
                    }
                });
            } catch (RuntimeException e) {
                // The connection broke before the file was open, so the pipe does not close it.
                return file.close().transform(closed -> Future.failedFuture(e));
            }
        }

        private void succeed(HttpClientResponse response, Buffer body) {
            if (finish()) {
                WireResponse whole = new WireResponse(response.statusCode(), response.headers(), body);
                answered.execute(() -> promise.complete(whole));
                // If the answer arrived before the whole request was sent, as with a refused file, the rest must not
                // follow.
                release(!sent);
            }
        }

        private void fail(String reason, Throwable cause) {
            if (finish()) {
                WireFailure failure = new WireFailure(reason, written, cause);
                answered.execute(() -> promise.fail(failure));
                release(true);
            }
        }

        /** Fails with a cause that quotes nothing: parsers quote what they cannot parse, network errors do not. */
        private void broken(String reason, Throwable cause) {
            boolean ofTheNetwork = cause instanceof IOException || cause instanceof VertxException;
            fail(reason, ofTheNetwork ? cause : new RedactedException(cause));
        }

        private boolean finish() {
            if (over) {
                return false;
            }
            over = true;
            return true;
        }

        /**
         * Releases file and connection. Called last: it may fail during shutdown, when the caller must still be told.
         */
        private void release(boolean abandon) {
            if (source != null) {
                source.close();
            }
            if (abandon && open != null) {
                open.reset();
            }
        }
    }
}
