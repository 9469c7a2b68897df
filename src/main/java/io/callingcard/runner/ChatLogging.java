// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.UnitOfWorkFactory;

/** Adds the masked chat to the log lines of every route. */
@Singleton
@Unremovable
class ChatLogging implements CamelContextCustomizer {

    @Override
    public void configure(CamelContext camel) {
        UnitOfWorkFactory ours = ChatUnitOfWork::new;
        camel.getCamelContextExtension().addContextPlugin(UnitOfWorkFactory.class, ours);
    }
}
