package io.callingcard.provider.wire;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
import io.vertx.core.parsetools.RecordParser;
import io.vertx.core.streams.Pipe;

import io.callingcard.provider.error.RedactedException;

/** Sends single attempts below one base URL and knows, when one fails, whether a byte of it may have left. */
public final class Wire {

    private static final Set<HttpMethod> BODY_EXPECTED = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final Connections connections;
    private final String basePath;
    private final RequestOptions base;
    private final Duration timeout;
    private final long timeoutNanos;
    private final int maxResponseSize;
    private final Executor answered;

    /**
     * Calls below one base URL.
     *
     * @param answered where what follows an answer happens: never on the event loop, which has to serve all calls
     */
    public Wire(Connections connections, String baseUrl, Duration timeout, int maxResponseSize, Executor answered) {
        this.connections = connections;
        this.timeout = timeout;
        this.timeoutNanos = timeout.toNanos();
        this.maxResponseSize = maxResponseSize;
        this.answered = answered;
        URI uri = URI.create(baseUrl);
        this.base = origin(uri);
        this.basePath = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    }

    /** Host, port and scheme of an address. */
    private static RequestOptions origin(URI uri) {
        if (uri.getHost() == null) {
            // Vert.x would take localhost for it.
            throw new IllegalArgumentException("the address names no host: letters, digits, dots and hyphens");
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, uri.getHost()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls);
    }

    /** Waits without a thread; fails when the connections are closed meanwhile. */
    Future<Void> after(Duration wait) {
        return connections.after(wait);
    }

    /** Work that blocks, such as files, off the event loops. */
    <T> Future<T> blocking(Callable<T> work) {
        return connections.vertx().executeBlocking(work, false);
    }

    /** Sends one attempt with the given headers; fails with {@link WireFailure} only. */
    Future<WireResponse> send(WireRequest request, WireHeaders headers) {
        Promise<WireResponse> promise = Promise.promise();
        Attempt attempt;
        try {
            attempt = new Attempt(request, options(request), headers, promise);
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

    /**
     * Sends a request whose answer goes on for long, and hands on its lines as they come, on the event loop.
     *
     * @param silence after how long without a word the answer is taken for dead
     * @return the answer without its lines, once it is over; or whole, when it is a refusal
     */
    Future<WireResponse> follow(WireRequest request, WireHeaders headers, Duration silence, Consumer<String> line) {
        Promise<WireResponse> promise = Promise.promise();
        try {
            Following following = new Following(options(request), headers, silence, line, promise);
            connections.execute(following::start);
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

    /** One attempt. Everything in it happens on one lane, so the fields need no lock. */
    private final class Attempt implements Connections.Running {

        private final WireRequest request;
        private final RequestOptions options;
        private final WireHeaders headers;
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

        Attempt(WireRequest request, RequestOptions options, WireHeaders headers, Promise<WireResponse> promise) {
            this.request = request;
            this.options = options;
            this.headers = headers;
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
                // The time limit struck, or all was closed, while we waited for the connection: nothing may leave.
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
            // From here on a byte may have left; Vert.x cannot tell how many, so the careful answer is: all.
            written = true;
            if (body != null) {
                end(open.end(body));
            } else if (BODY_EXPECTED.contains(request.method())) {
                // Says "content-length: 0", which some servers insist on.
                end(open.end(Buffer.buffer()));
            } else {
                end(open.end());
            }
        }

        private void end(Future<Void> end) {
            // Handed over whole; an answer may well come before we hear that the last byte has left.
            sent = true;
            end.onFailure(e -> fail("the connection broke while sending", e));
        }

        /** Exactly the announced bytes: one more would be read as the start of the next request. */
        private void stream(WireBody.Stream stream, AsyncFile file) {
            if (over) {
                file.close();
                return;
            }
            source = file.setReadLength(stream.length());
            open.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stream.size()));
            written = true;
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
            response.handler(this::take);
            response.endHandler(end -> succeed(response, answer == null ? Buffer.buffer() : answer));
        }

        /** Most answers come in one piece, which is then the answer as it is. */
        private void take(Buffer chunk) {
            int length = answer == null ? 0 : answer.length();
            if (length + chunk.length() > maxResponseSize) {
                fail("the answer is larger than maxResponseSize (" + maxResponseSize + " bytes)", null);
            } else {
                answer = answer == null ? chunk : answer.appendBuffer(chunk);
            }
        }

        private void download(HttpClientResponse response) {
            // Made before the file is open, so that a break meanwhile is not missed.
            Pipe<Buffer> pipe = response.pipe();
            connections
                    .vertx()
                    .fileSystem()
                    .open(request.download().toString(), new OpenOptions().setTruncateExisting(true))
                    .compose(pipe::to)
                    .onSuccess(done -> succeed(response, Buffer.buffer()))
                    .onFailure(e -> fail("the answer could not be stored", e));
        }

        private void succeed(HttpClientResponse response, Buffer body) {
            if (finish()) {
                WireResponse whole = new WireResponse(response.statusCode(), response.headers(), body);
                answered.execute(() -> promise.complete(whole));
                // Answered before all was sent, as a refusal of a large file is: the rest must not follow.
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

        /** What cannot be parsed is quoted by those who cannot parse it; only the network's own words are kept. */
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

        /** Comes last: while everything is being closed, closing may fail, and the caller must hear all the same. */
        private void release(boolean abandon) {
            if (source != null) {
                source.close();
            }
            if (abandon && open != null) {
                open.reset();
            }
        }
    }

    /** One answer that is read line by line. Everything in it happens on one lane, so the fields need no lock. */
    private final class Following implements Connections.Running {

        private final RequestOptions options;
        private final WireHeaders headers;
        private final Duration silence;
        private final Consumer<String> line;
        private final Promise<WireResponse> promise;
        private long heard = System.nanoTime();
        private HttpClientRequest open;
        private boolean over;

        Following(
                RequestOptions options,
                WireHeaders headers,
                Duration silence,
                Consumer<String> line,
                Promise<WireResponse> promise) {
            this.options = options;
            this.headers = headers;
            this.silence = silence;
            this.line = line;
            this.promise = promise;
        }

        void start() {
            connections.begin(this);
            connections.client().request(options).onComplete(this::connected);
        }

        @Override
        public boolean isOver(long nanoTime) {
            if (!over && nanoTime - heard >= silence.toNanos()) {
                fail("nothing was heard for " + silence, null);
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
                WireFailure failure =
                        new WireFailure(reason, false, cause == null ? null : new RedactedException(cause));
                answered.execute(() -> promise.fail(failure));
                if (open != null) {
                    open.reset();
                }
            }
        }
    }
}
