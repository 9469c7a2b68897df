package io.callingcard.runner;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.UnitOfWorkFactory;

/** Has every message of every route name its chat in the log. */
@Singleton
@Unremovable
public class ChatInLog implements CamelContextCustomizer {

    @Override
    public void configure(CamelContext camel) {
        UnitOfWorkFactory ours = ChatUnitOfWork::new;
        camel.getCamelContextExtension().addContextPlugin(UnitOfWorkFactory.class, ours);
    }
}
