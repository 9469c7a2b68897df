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
            builder.message(e.getMessage()).error(e).down();
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
            builder.message(problem).down();
        } else if (failure != null) {
            builder.message("The ledger's database does not answer")
                    .error(failure)
                    .down();
        } else if (claims.unwritten() > 0) {
            builder.message("The outcomes of some claims are not recorded yet").down();
        } else {
            builder.up();
        }
    }
}
