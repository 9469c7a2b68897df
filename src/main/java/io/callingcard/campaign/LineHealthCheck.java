package io.callingcard.campaign;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Reports the lines that rest. It is up all the same, because the other lines and the webhooks work. */
class LineHealthCheck extends AbstractHealthCheck {

    private final LeadTable leads;

    LineHealthCheck(LeadTable leads) {
        super("camel", "lines");
        this.leads = leads;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        leads.resting()
                .forEach(rest -> builder.detail(
                        Line.parse(rest.line()).masked(), "rests until " + rest.till() + ": " + rest.reason()));
        builder.up();
    }
}
