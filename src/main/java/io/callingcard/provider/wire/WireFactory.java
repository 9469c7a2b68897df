package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Creates the wires of a component. Without one in the registry a component opens connections of its own. */
public interface WireFactory {

    /**
     * Creates a wire to one base URL.
     *
     * @param timeout the time limit of one attempt
     * @param answers runs what follows an answer, which must not be the event loop
     */
    Wire wire(
            ConnectionPools.Transport transport,
            String baseUrl,
            Duration timeout,
            int maxResponseSize,
            Executor answers);
}
