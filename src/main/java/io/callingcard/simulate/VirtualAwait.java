// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager;

/** Runs the other events while a route waits for an asynchronous step. */
final class VirtualAwait extends DefaultAsyncProcessorAwaitManager {

    private final VirtualMachine machine;

    VirtualAwait(VirtualMachine machine) {
        this.machine = machine;
    }

    @Override
    public void process(AsyncProcessor processor, Exchange exchange) {
        boolean[] isDone = {false};
        processor.process(exchange, synchronous -> isDone[0] = true);
        machine.time().runUntil(() -> isDone[0] || machine.isDead());
        if (!isDone[0]) {
            exchange.setException(new RejectedExecutionException("The node has ended"));
        }
    }
}
