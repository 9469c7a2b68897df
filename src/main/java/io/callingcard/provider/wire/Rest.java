// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;

import io.vertx.core.Future;

/** Waits without a thread. */
public interface Rest {

    /** Waits. Fails if the connections are closed. */
    Future<Void> after(Duration wait);

    /** Returns the time that the waits go by, as {@link System#nanoTime} does. */
    long nanoTime();
}
