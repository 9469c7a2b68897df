package io.callingcard.ledger;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the ledger can write. Never waits: what it reports is what the last sign of life to the database brought.
 */
class LedgerHealthCheck extends AbstractHealthCheck {

    private final ChatLedger ledger;

    LedgerHealthCheck(ChatLedger ledger) {
        super("camel", "ledger");
        this.ledger = ledger;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Store store = ledger.openStore();
        if (store == null) {
            builder.message("nobody has needed the ledger yet").unknown();
            return;
        }
        Claims claims = store.claims;
        builder.detail("durability", store.durability)
                .detail("openClaims", claims.open())
                .detail("unwritten", claims.unwritten())
                .detail("failedWrites", claims.failures());
        RuntimeException failure = claims.lastFailure();
        if (failure != null) {
            builder.message("the ledger's database does not answer")
                    .error(failure)
                    .down();
        } else if (claims.unwritten() > 0) {
            builder.message("it is not written yet what became of some claims").down();
        } else {
            builder.up();
        }
    }
}
