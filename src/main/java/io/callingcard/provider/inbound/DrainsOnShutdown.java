package io.callingcard.provider.inbound;

import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;

/**
 * A consumer that has work in hand before Camel knows of it. It says how much; the routes that the work goes to stay until
 * there is none, and the consumer ends it when it is stopped.
 */
public interface DrainsOnShutdown extends ShutdownAware {

    @Override
    default boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    default void prepareShutdown(boolean suspendOnly, boolean forced) {
        // What is in hand is finished when the consumer is stopped.
    }
}
