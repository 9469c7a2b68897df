// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.twin.TwinServer;

/** Serves the twins on the runner's port when there is no real line, and sets where they send events. */
@ApplicationScoped
class TwinMount {

    @ConfigProperty(name = "callingcard.twins", defaultValue = "true")
    boolean twins;

    /** The URL of the flows, which can be another process. */
    @ConfigProperty(name = "callingcard.flows.url", defaultValue = "http://localhost:8080")
    String flows;

    /** Whether other machines may use the twins, and the twins may send events to other machines. */
    @ConfigProperty(name = "callingcard.twins.allow-remote", defaultValue = "false")
    boolean allowRemote;

    void mount(@Observes Router router, Vertx vertx, RunnerClock clock) {
        if (!twins) {
            return;
        }
        TwinServer all = TwinServer.mount(router, vertx, clock, allowRemote);
        all.chert().webhook(flows + "/webhooks/chert", Provider.CHERT.twinWebhookSecret());
        all.linq().webhook(flows + "/webhooks/linq", Provider.LINQ.twinWebhookSecret());
        all.wa().webhooks(List.of(flows + "/webhooks/wa"), Provider.WA.twinWebhookSecret());
    }
}
