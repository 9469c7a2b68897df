package io.callingcard.ledger;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Reports whether the ledger can write. It never waits: it reports the result of the last heartbeat. */
class LedgerHealthCheck extends AbstractHealthCheck {

    private final Supplier<LedgerStore> ledger;

    /**
     * Checks a ledger.
     *
     * @param ledger returns the open ledger; null if nothing has used it yet
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
        LedgerStore store = ledger.get();
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
        RuntimeException failure = claims.lastFailure();
        if (failure != null) {
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
