package io.callingcard.runner;

import java.util.List;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.twin.TwinServer;

/** Puts the twins on the runner's own port, unless a real line is used, and tells them where events go. */
@ApplicationScoped
public class TwinMount {

    @ConfigProperty(name = "callingcard.twins", defaultValue = "true")
    boolean twins;

    /** Where the flows are; another process, if this one is the twins alone. */
    @ConfigProperty(name = "callingcard.flows.url", defaultValue = "http://localhost:8080")
    String flows;

    void mount(@Observes Router router, Vertx vertx, RunnerClock clock) {
        if (!twins) {
            return;
        }
        TwinServer all = TwinServer.mount(router, vertx, clock);
        all.chert().webhook(flows + "/webhooks/chert", Provider.CHERT.twinWebhookSecret());
        all.linq().webhook(flows + "/webhooks/linq", Provider.LINQ.twinWebhookSecret());
        all.wa().webhooks(List.of(flows + "/webhooks/wa"), Provider.WA.twinWebhookSecret());
    }
}
