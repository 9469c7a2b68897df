// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.callingcard.ledger.db.LedgerException;

/** Reports whether the ledger can write. It never waits: it reports the result of the last heartbeat. */
class LedgerHealthCheck extends AbstractHealthCheck {

    private final Supplier<LedgerStore> ledger;

    /**
     * Checks a ledger.
     *
     * @param ledger returns the open ledger, or null if nothing has used it yet; fails if it could not be opened
     */
    LedgerHealthCheck(Supplier<LedgerStore> ledger) {
        super("camel", "ledger");
        this.ledger = ledger;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        LedgerStore store;
        try {
            store = ledger.get();
        } catch (LedgerException e) {
            down(builder, because(e));
            return;
        }
        if (store == null) {
            builder.message("The ledger is not open yet. It opens on first use.")
                    .unknown();
            return;
        }
        OpenClaims claims = store.openClaims;
        builder.detail("durability", store.durability)
                .detail("openClaims", claims.count())
                .detail("unwritten", claims.unwritten())
                .detail("failedWrites", claims.failures());
        if (store.forgotten.gap() != null) {
            builder.detail("forgotten", store.forgotten.gap().toString());
        }
        if (store.forgotten.suspected() != null) {
            builder.detail("mayHaveForgotten", store.forgotten.suspected().toString());
        }
        if (store.database().isBeingChecked()) {
            builder.detail("file", "is being checked");
        }
        String problem = store.database().problem();
        RuntimeException failure = claims.lastFailure();
        if (problem != null) {
            down(builder, problem);
        } else if (failure != null) {
            down(builder, because(failure));
        } else if (claims.unwritten() > 0) {
            down(builder, "The outcomes of some claims are not recorded yet. They are retried.");
        } else {
            builder.up();
        }
    }

    /** The page of Quarkus shows the details alone, and an exception with its stack trace. */
    private static void down(HealthCheckResultBuilder builder, String problem) {
        builder.message(problem).detail("problem", problem).down();
    }

    private static String because(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && reason.indexOf(cause.getMessage()) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(cause.getMessage());
            }
        }
        return reason.toString();
    }
}
