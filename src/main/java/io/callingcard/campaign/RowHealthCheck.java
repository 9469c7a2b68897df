// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells why a table cannot be read. It is up all the same: without the CRM, leads wait and answers still come in. */
class RowHealthCheck extends AbstractHealthCheck {

    private final Supplier<Throwable> lastError;

    RowHealthCheck(Supplier<Throwable> lastError) {
        super("camel", "consumer:rows");
        this.lastError = lastError;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Throwable error = lastError.get();
        if (error != null) {
            // The message may name the user or the host.
            builder.detail("table", "cannot be read: " + error.getClass().getName());
        }
        builder.up();
    }
}
