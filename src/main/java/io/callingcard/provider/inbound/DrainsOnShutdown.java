package io.callingcard.provider.inbound;

import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;

/**
 * A consumer that processes work before Camel has an exchange for it. It reports how much, so that Camel keeps the routes
 * that the work needs, and it finishes the work when it is stopped.
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
