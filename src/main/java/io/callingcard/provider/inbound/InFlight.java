// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

import io.callingcard.provider.machine.Machine;

/**
 * Counts the webhook calls that this process holds, and the bytes of their bodies.
 *
 * <p>A signature can be verified only when the body is complete. Until then the caller may be a stranger. So when a
 * limit is reached, the calls whose bodies have been arriving for longest are ended. An event of a provider arrives
 * within milliseconds, and slow callers cannot keep it out.
 */
final class InFlight {

    /** Shared by all consumers, since they share the memory. */
    static final InFlight PROCESS = new InFlight();

    private final Set<Call> arriving = new LinkedHashSet<>();
    private int calls;
    private long bytes;

    /**
     * Returns the count of this process. A context with a machine of its own has a count of its own, since its calls end with that
     * machine.
     */
    static InFlight of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        InFlight known = extension.getContextPlugin(InFlight.class);
        if (known == null) {
            known = Machine.of(context) == Machine.REAL ? PROCESS : new InFlight();
            extension.addContextPlugin(InFlight.class, known);
        }
        return known;
    }

    /**
     * The limits of one consumer.
     *
     * @param maxBody the largest body, in bytes
     * @param maxBytes the largest number of bytes of all bodies in this process
     * @param maxCalls the largest number of calls in this process
     * @param bodyTimeout how long a body may take to arrive
     */
    record Limits(int maxBody, long maxBytes, int maxCalls, Duration bodyTimeout) {}

    /**
     * Counts a call from now on.
     *
     * @param end runs if the call is ended to make room; on any thread
     */
    Call begin(Limits limits, Runnable end) {
        Call call = new Call(limits, end);
        endAll(admit(call));
        return call;
    }

    private synchronized List<Call> admit(Call call) {
        calls++;
        arriving.add(call);
        return makeRoom(call.limits);
    }

    private synchronized List<Call> grow(Call call, int length) {
        if (!call.open) {
            return List.of();
        }
        call.bytes += length;
        bytes += length;
        return makeRoom(call.limits);
    }

    private List<Call> makeRoom(Limits limits) {
        if (isWithin(limits)) {
            return List.of();
        }
        List<Call> ended = new ArrayList<>();
        while (!isWithin(limits) && !arriving.isEmpty()) {
            Call oldest = arriving.iterator().next();
            release(oldest);
            ended.add(oldest);
        }
        return ended;
    }

    private boolean isWithin(Limits limits) {
        return calls <= limits.maxCalls() && bytes <= limits.maxBytes();
    }

    private synchronized boolean isOpen(Call call) {
        return call.open;
    }

    private synchronized boolean complete(Call call) {
        arriving.remove(call);
        return call.open;
    }

    private synchronized void release(Call call) {
        if (call.open) {
            call.open = false;
            arriving.remove(call);
            calls--;
            bytes -= call.bytes;
        }
    }

    private static void endAll(List<Call> ended) {
        ended.forEach(each -> each.end.run());
    }

    synchronized int calls() {
        return calls;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** A call, from its headers to its answer. */
    final class Call {

        private final Limits limits;
        private final Runnable end;
        private long bytes;
        private boolean open = true;

        private Call(Limits limits, Runnable end) {
            this.limits = limits;
            this.end = end;
        }

        /**
         * Counts bytes that arrived. May end other calls, or this one.
         *
         * @return false if this call is ended
         */
        boolean add(int length) {
            endAll(grow(this, length));
            return isOpen(this);
        }

        /**
         * Marks the body as complete. From now on the call is not ended.
         *
         * @return false if the call was ended before
         */
        boolean complete() {
            return InFlight.this.complete(this);
        }

        /** Gives the bytes back. Does nothing the second time. */
        void release() {
            InFlight.this.release(this);
        }
    }
}
