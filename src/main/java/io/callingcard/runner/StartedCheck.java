package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports not ready, with the reason, until Camel has started and once it stops. */
@Readiness
@ApplicationScoped
class StartedCheck implements HealthCheck {

    static final String NAME = "started";

    @Inject
    CamelContext camel;

    @Override
    public HealthCheckResponse call() {
        boolean isStarted = camel.isStarted();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.builder().name(NAME).status(isStarted);
        return isStarted
                ? answer.build()
                : answer.withData("reason", reason(camel)).build();
    }

    /** Returns why the routes do not work now. */
    static String reason(CamelContext camel) {
        return camel.isStopping() || camel.isStopped() && camel.getUptime() != null ? "stopping" : "starting";
    }
}
