// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.main.events.BeforeStop;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports not ready, with the reason, until the start is complete and once the runner stops. */
@Readiness
@ApplicationScoped
class StartedCheck implements HealthCheck {

    static final String NAME = "started";

    private volatile boolean isReady;
    private volatile String reason = "starting";

    /** The start is complete. */
    void open() {
        isReady = true;
    }

    void close(@Observes BeforeStop event) {
        reason = "stopping";
        isReady = false;
    }

    boolean isReady() {
        return isReady;
    }

    /** Returns why the runner is not ready. */
    String reason() {
        return reason;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.builder().name(NAME).status(isReady);
        return isReady ? answer.build() : answer.withData("reason", reason).build();
    }
}
