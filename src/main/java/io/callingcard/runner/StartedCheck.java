package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports not ready until Camel has started. The port opens earlier, and Camel's own checks do not exist before. */
@Readiness
@ApplicationScoped
class StartedCheck implements HealthCheck {

    @Inject
    CamelContext camel;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder()
                .name("started")
                .status(camel.isStarted())
                .build();
    }
}
