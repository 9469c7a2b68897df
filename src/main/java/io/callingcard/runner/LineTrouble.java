// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Map;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.HealthCheckResultStrategy;

import io.callingcard.provider.ProviderHealthCheck;

/**
 * Keeps the runner ready while a line cannot send. Its leads wait, and the other lines, the doors and the webhooks work. {@link
 * LinesCheck} shows the trouble.
 */
@Singleton
@Unremovable
class LineTrouble implements HealthCheckResultStrategy {

    @Override
    public void processResult(HealthCheck check, Map<String, Object> options, HealthCheckResultBuilder result) {
        if (check instanceof ProviderHealthCheck && result.state() == HealthCheck.State.DOWN) {
            result.up();
        }
    }
}
