// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.vertx.core.Future;

/** Sends attempts below one base URL. A failure says whether a byte may have been sent. */
public interface Wire {

    /** Waits without a thread. Fails if the connections are closed. */
    Future<Void> after(Duration wait);

    /** Returns the time that the waits go by, as {@link System#nanoTime} does. */
    long nanoTime();

    /** Returns a random number from 0 to 1. */
    double chance();

    /** Runs blocking work, such as file access, off the event loop. */
    <T> Future<T> blocking(Callable<T> work);

    /**
     * Sends one attempt. Fails with {@link WireFailure} only.
     *
     * @param isPermitted whether the first byte may leave; asked on the event loop, right before it does
     */
    Future<WireResponse> send(WireRequest request, WireHeaders headers, BooleanSupplier isPermitted);

    /**
     * Sends a request with a streamed answer. Its lines are passed on as they arrive, on the event loop.
     *
     * @param silence how long the stream may be silent before it counts as broken
     * @return at the end: the answer without its lines, or the whole answer if it is a refusal
     */
    Future<WireResponse> follow(WireRequest request, WireHeaders headers, Duration silence, Consumer<String> line);
}
