package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows which lines are set up, and what is off without the others. It is up all the same. */
@Readiness
@ApplicationScoped
class LinesCheck implements HealthCheck {

    @Inject
    Lines lines;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("lines that are set up").up();
        lines.present().forEach(scheme -> answer.withData(scheme, "on"));
        lines.off().forEach((name, cure) -> answer.withData(name, "off: " + cure));
        return answer.build();
    }
}
