// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.callingcard.provider.ProviderHealthCheck;

/** Shows which lines are set up, which of them cannot send and why, and what is off without the others. It is always up. */
@Readiness
@ApplicationScoped
class LinesCheck implements HealthCheck {

    @Inject
    Lines lines;

    @Inject
    CamelContext camel;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("lines that are set up").up();
        lines.present().forEach(scheme -> answer.withData(scheme, state(scheme)));
        lines.off().forEach((name, cure) -> answer.withData(name, "off: " + cure));
        return answer.build();
    }

    private String state(String scheme) {
        List<String> problems = ProviderHealthCheck.problems(camel, scheme);
        return problems.isEmpty() ? "on" : "cannot send: " + String.join("; ", problems);
    }
}
