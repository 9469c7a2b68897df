// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.ArrayDeque;
import java.util.Queue;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;

/** A throttle whose exchanges wait without a thread. */
final class VirtualThrottle extends AsyncProcessorSupport {

    private final VirtualMachine machine;
    private final Expression most;
    private final long periodNanos;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inProgress;

    /**
     * Creates a throttle.
     *
     * @param most   how many exchanges may pass in a period, or may be in progress
     * @param period the period in nanoseconds; 0 to limit the exchanges in progress
     */
    VirtualThrottle(VirtualMachine machine, Expression most, long period) {
        this.machine = machine;
        this.most = most;
        this.periodNanos = period;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Long limit = most.evaluate(exchange, Long.class);
        if (limit == null || inProgress < limit) {
            enter(exchange);
            callback.done(true);
            return true;
        }
        waiting.add(() -> {
            enter(exchange);
            callback.done(false);
        });
        return false;
    }

    private void enter(Exchange exchange) {
        inProgress++;
        if (periodNanos > 0) {
            machine.after(periodNanos, this::leave);
        } else {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    leave();
                }

                @Override
                public boolean allowHandover() {
                    return false;
                }
            });
        }
    }

    private void leave() {
        inProgress--;
        Runnable next = waiting.poll();
        if (next != null) {
            machine.after(0, next);
        }
    }
}
