// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads bodies that callers send, within limits of size and time. All bodies together have a limit too, so that slow
 * callers do not fill the memory.
 *
 * @param most    the largest body, in bytes
 * @param budget  the most bytes of all bodies
 * @param timeout how long a body may take to arrive
 * @param held    the bytes of all bodies now
 */
record BodyReader(Vertx vertx, long most, long budget, Duration timeout, AtomicLong held) {

    /**
     * Reads a body on the event loop.
     *
     * @param whole   receives the body; {@link Body#release} gives its bytes back
     * @param refused receives why the body was not read, once
     */
    void read(HttpServerRequest request, Consumer<Body> whole, Consumer<ProblemKind> refused) {
        if (length(request) > most) {
            refused.accept(ProblemKind.LARGE_BODY);
            return;
        }
        new Body(request, whole, refused).begin();
    }

    /** Returns the announced length, 0 if there is none. The bytes are counted anyway. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** A body that arrives, or has arrived. */
    final class Body {

        private final HttpServerRequest request;
        private final Consumer<Body> whole;
        private final Consumer<ProblemKind> refused;
        private final AtomicLong own = new AtomicLong();
        private Buffer buffer = Buffer.buffer();
        private long timer;
        private boolean done;

        private Body(HttpServerRequest request, Consumer<Body> whole, Consumer<ProblemKind> refused) {
            this.request = request;
            this.whole = whole;
            this.refused = refused;
        }

        private void begin() {
            timer = vertx.setTimer(timeout.toMillis(), id -> refuse(ProblemKind.SLOW_BODY));
            request.handler(this::append);
            request.endHandler(end -> complete());
            request.exceptionHandler(broken -> {
                finish();
                release();
            });
            // Quarkus pauses a request until a handler resumes it.
            request.resume();
        }

        private void append(Buffer chunk) {
            if (done) {
                return;
            }
            own.addAndGet(chunk.length());
            if (held.addAndGet(chunk.length()) > budget) {
                refuse(ProblemKind.BUSY);
            } else if (own.get() > most) {
                refuse(ProblemKind.LARGE_BODY);
            } else {
                buffer.appendBuffer(chunk);
            }
        }

        private void complete() {
            if (finish()) {
                whole.accept(this);
            }
        }

        private void refuse(ProblemKind kind) {
            if (finish()) {
                release();
                refused.accept(kind);
            }
        }

        private boolean finish() {
            boolean isFirst = !done;
            done = true;
            vertx.cancelTimer(timer);
            return isFirst;
        }

        byte[] bytes() {
            return buffer.getBytes();
        }

        /** Gives the bytes back. Does nothing the second time. */
        void release() {
            held.addAndGet(-own.getAndSet(0));
        }
    }
}
