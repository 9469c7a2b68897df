// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Creates the wires of components. Without one in the registry a component opens connections of its own. */
@FunctionalInterface
public interface WireFactory {

    /**
     * Creates a wire to one base URL.
     *
     * @param timeout the time limit of one attempt
     * @param answers runs what follows an answer, which must not be an event loop
     */
    Wire wire(String baseUrl, Duration timeout, Executor answers);
}
