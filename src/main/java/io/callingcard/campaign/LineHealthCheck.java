// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.callingcard.campaign.Backlog.Figure;
import io.callingcard.provider.ProviderHealthCheck;

/**
 * Names each line of the campaigns with its state, and what waits. It is up also when lines rest or leads wait, because the
 * other lines and the webhooks work. It never waits for the database.
 */
class LineHealthCheck extends AbstractHealthCheck {

    private final CampaignStore store;
    private final CamelContext context;

    LineHealthCheck(CampaignStore store, CamelContext context) {
        super("camel", "lines");
        this.store = store;
        this.context = context;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        states(store, context).forEach(builder::detail);
        builder.detail("leadsWaiting", store.backlog.lastTotal(Figure.WAITING))
                .detail("leadsDue", store.backlog.lastTotal(Figure.DUE))
                .detail("leadsSetAside", store.backlog.lastTotal(Figure.SET_ASIDE))
                .detail("oldestDueSeconds", store.backlog.lastTotal(Figure.OLDEST_DUE_SECONDS))
                .detail("sharesDue", store.backlog.lastTotal(Figure.SHARES_DUE))
                .up();
    }

    /** Returns the lines of the campaigns, masked, each with its state. */
    static Map<String, String> states(CampaignStore store, CamelContext context) {
        Map<String, String> lines = new TreeMap<>();
        for (Campaign campaign : store.campaigns.last(context).all().values()) {
            String state = state(context, campaign.getChannel());
            for (String number : campaign.getLines()) {
                lines.put(Line.of(campaign.getChannel(), number).masked(), state);
            }
            if (campaign.getLines().isEmpty()) {
                lines.put(Line.of(campaign.getChannel(), null).masked(), state);
            }
        }
        store.turns
                .resting()
                .forEach(rest -> lines.put(
                        Line.parse(rest.line()).masked(), "rests until " + rest.till() + ": " + rest.reason()));
        return lines;
    }

    /** A line that no lead has used yet does not rest, although its account may be logged out. */
    private static String state(CamelContext context, String channel) {
        List<String> problems = ProviderHealthCheck.problems(context, channel);
        return problems.isEmpty() ? "sends" : "cannot send: " + String.join("; ", problems);
    }
}
