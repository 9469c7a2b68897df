// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import java.time.Duration;
import java.util.Optional;

import org.apache.camel.CamelContext;

/** The right of this process to send on a line. Without a ledger that several nodes share it always has it. */
public interface LineDrive {

    /** This process is the only one that sends. */
    LineDrive ALONE = new LineDrive() {

        private final Sending sending = () -> {};

        @Override
        public Optional<Sending> begin() {
            return Optional.of(sending);
        }

        @Override
        public Duration untilNextTry() {
            return Duration.ZERO;
        }

        @Override
        public boolean mayLeave() {
            return true;
        }
    };

    /** Begins a call on the line; empty if another node drives it, or may still have a call under way. Never waits. */
    Optional<Sending> begin();

    /** Returns how long to wait before {@link #begin} is asked again. */
    Duration untilNextTry();

    /** Whether this process still drives the line. It is asked right before the first byte of each attempt. */
    boolean mayLeave();

    /** A call that is under way. */
    interface Sending {

        /** Ends the call. Called once. */
        void ended();
    }

    /**
     * How a line is handed to another node.
     *
     * @param interval the pause between two calls on the line
     * @param longest  how long a call may be under way
     */
    record Handover(Duration interval, Duration longest) {}

    /** Knows which node drives which line. */
    interface Keeper {

        /**
         * Returns the right to send on a line.
         *
         * @param line the channel and our number, as campaigns name a line
         */
        LineDrive drive(String line, Handover handover);
    }

    /** Returns the right to send on a line, from the only keeper in the registry of the context. */
    static LineDrive of(CamelContext context, String line, Handover handover) {
        Keeper keeper = context.getRegistry().findSingleByType(Keeper.class);
        return keeper == null ? ALONE : keeper.drive(line, handover);
    }
}
