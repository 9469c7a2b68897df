// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.function.Consumer;

/** Accepts verified events, whether pushed, fetched or streamed. */
interface EventIntake {

    /**
     * Accepts an event.
     *
     * @param done receives the result, on any thread
     */
    void accept(InboundEvent event, byte[] body, Consumer<Receipt> done);
}
