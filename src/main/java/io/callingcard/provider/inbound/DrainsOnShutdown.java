package io.callingcard.provider.inbound;

import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;

/**
 * A consumer with work in progress that Camel does not know of. It reports how much; Camel keeps the routes running
 * until there is none, and the consumer finishes it when it stops.
 */
public interface DrainsOnShutdown extends ShutdownAware {

    @Override
    default boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    default void prepareShutdown(boolean suspendOnly, boolean forced) {
        // The consumer finishes its work when it is stopped.
    }
}
