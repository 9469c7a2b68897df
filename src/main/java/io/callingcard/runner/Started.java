package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Nobody is ready before the flows are: the port answers earlier, and Camel's own checks come with its start. */
@Readiness
@ApplicationScoped
public class Started implements HealthCheck {

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
