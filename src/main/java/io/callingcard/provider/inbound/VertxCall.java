// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.List;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * One call of a webhook on Vert.x: checks its headers, reads its body within the limits, and answers once. Runs on the
 * event loop of the connection, and no thread waits for the body.
 */
final class VertxCall {

    /** How long, and how many bytes, a refused caller may go on sending, so that it can read the answer. */
    private static final long LINGER_MILLIS = 1_000;

    private static final int LINGER_BYTES = 65_536;

    private final Vertx vertx;
    private final Context loop;
    private final HttpServerRequest request;
    private final WebhookHandler handler;
    private Webhooks.Seal seal;
    private InFlight.Call inFlight;
    private Buffer body;
    private long timer = -1;
    private boolean complete;
    private boolean answered;
    private int dropped;

    /**
     * Creates a call.
     *
     * @param handler not needed to only {@link #answer}
     */
    VertxCall(Vertx vertx, HttpServerRequest request, WebhookHandler handler) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.request = request;
        this.handler = handler;
    }

    /** Answers, or starts to read the body. */
    void begin() {
        int status = statusOfHeaders();
        if (status != 0) {
            answer(status);
            return;
        }
        inFlight = InFlight.PROCESS.begin(
                handler.limits(), () -> loop.runOnContext(now -> answer(WebhookHandler.TRY_AGAIN)));
        timer = vertx.setTimer(handler.limits().bodyTimeout().toMillis(), id -> answer(handler.tooSlow()));
        request.handler(this::append);
        request.endHandler(end -> complete());
        request.exceptionHandler(this::abandon);
        // Some platforms pause a request until a handler resumes it.
        request.resume();
    }

    /** Returns the status for a call that cannot be an event; 0 for a call that can. */
    private int statusOfHeaders() {
        if (!isFramed()) {
            return WebhookHandler.UNKNOWN_CODING;
        }
        int status = handler.statusOf(request.method().name());
        if (status != 0) {
            return status;
        }
        if (contentLength() > handler.limits().maxBody()) {
            return handler.tooLarge();
        }
        seal = handler.seal(new Webhooks.Headers(request.headers()::getAll));
        return seal == null ? WebhookHandler.FORGED : 0;
    }

    /** Whether the end of the body is known. With an unknown coding, its bytes would be read as the next request. */
    private boolean isFramed() {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.isEmpty() || codings.size() == 1 && isChunked();
    }

    private boolean isChunked() {
        return "chunked".equalsIgnoreCase(request.getHeader(HttpHeaders.TRANSFER_ENCODING));
    }

    /** Returns the announced length, 0 if there is none. The bytes are counted anyway. */
    private long contentLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void append(Buffer chunk) {
        if (answered) {
            return;
        }
        int length = (body == null ? 0 : body.length()) + chunk.length();
        if (length > handler.limits().maxBody()) {
            answer(handler.tooLarge());
            return;
        }
        body = body == null ? chunk : body.appendBuffer(chunk);
        inFlight.add(chunk.length());
    }

    private void complete() {
        complete = true;
        if (answered) {
            close();
        } else if (inFlight.complete()) {
            vertx.cancelTimer(timer);
            byte[] bytes = body == null ? new byte[0] : body.getBytes();
            body = null;
            handler.handle(seal, bytes, this::answerLater);
        }
    }

    /** The connection broke. If the event is complete, it is still handled. */
    private void abandon(Throwable cause) {
        if (!complete) {
            answered = true;
            release();
        }
    }

    private void answerLater(int status) {
        // Given back on this thread: the event loop may be busy.
        inFlight.release();
        loop.runOnContext(now -> answer(status));
    }

    /** Answers with a status, once. The connection is closed if it cannot be used for the next call. */
    void answer(int status) {
        if (answered) {
            return;
        }
        answered = true;
        release();
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        if (status == WebhookHandler.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, "POST");
        }
        if (status == WebhookHandler.TRY_AGAIN) {
            response.putHeader(HttpHeaders.RETRY_AFTER, WebhookHandler.RETRY_AFTER_SECONDS);
        }
        if (!isLast()) {
            response.end();
        } else if (isMultiplexed()) {
            response.end();
            closeSoon();
        } else {
            // Complete for the caller. To end it here would begin the next call that waits in the connection.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, "0")
                    .write(Buffer.buffer());
            closeSoon();
        }
    }

    /**
     * Whether the connection is closed after the answer: if the body was not read, or its chunks might hide another
     * request. A proxy that believes a content length beside the chunks sees a different end of the body.
     */
    private boolean isLast() {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !complete && (isMultiplexed() || contentLength() > 0);
    }

    /** Lets the caller read the answer first: to close a socket that has unread bytes may destroy the answer. */
    private void closeSoon() {
        if (request.isEnded()) {
            close();
            return;
        }
        request.handler(this::drop);
        request.endHandler(end -> complete());
        request.exceptionHandler(broken -> {});
        timer = vertx.setTimer(LINGER_MILLIS, id -> close());
        request.resume();
    }

    private void drop(Buffer chunk) {
        dropped += chunk.length();
        if (dropped > LINGER_BYTES) {
            close();
        }
    }

    /** Closes the connection; in HTTP/2 only the stream, if its body did not end. */
    private void close() {
        vertx.cancelTimer(timer);
        if (!isMultiplexed()) {
            request.connection().close();
        } else if (!request.isEnded()) {
            request.response().reset();
        }
    }

    private void release() {
        body = null;
        vertx.cancelTimer(timer);
        if (inFlight != null) {
            inFlight.release();
        }
    }

    private boolean isMultiplexed() {
        return request.version() == HttpVersion.HTTP_2;
    }
}
