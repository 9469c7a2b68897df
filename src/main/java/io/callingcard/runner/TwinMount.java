package io.callingcard.runner;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.twin.TwinSettings;
import io.callingcard.twin.Twins;

/** Puts the twins on the runner's own port, unless a real line is used. */
@ApplicationScoped
public class TwinMount {

    @ConfigProperty(name = "callingcard.twins", defaultValue = "true")
    boolean twins;

    void mount(@Observes Router router, Vertx vertx) {
        if (twins) {
            new Twins(TwinSettings.local(), vertx).mount(router);
        }
    }
}
