// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.Handler;

import io.callingcard.campaign.CampaignComponent;
import io.callingcard.campaign.CampaignEndpoint;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.ProviderHealthCheck;

/** Tells what a person must do, for routes that send it to people. */
@Singleton
@Unremovable
@Named("attention")
class Attention {

    private final CamelContext camel;
    private String last = "";
    private long doubts;
    private Set<String> down = Set.of();

    @Inject
    Attention(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Returns a map whose {@code text} has a sentence for each trouble that does not mend itself, with the command that
     * shows more. Returns null if there is none, and if nothing has changed since the last call.
     */
    @Handler
    synchronized Map<String, String> news() {
        CampaignComponent campaigns = camel.getComponent(CampaignEndpoint.SCHEME, CampaignComponent.class);
        List<String> all = new ArrayList<>();
        for (String campaign : campaigns.campaigns()) {
            long aside = campaigns.count(campaign, "set_aside");
            if (aside > 0) {
                all.add("Leads of " + campaign + " that were set aside: " + aside
                        + ". See why: calling-card ledger report --by lead --campaign " + campaign
                        + ". Retry them: calling-card ledger replay --campaign " + campaign);
            }
        }
        Map<String, String> lines = new TreeMap<>(campaigns.restingLines());
        accounts().forEach((account, problem) -> {
            if (lines.keySet().stream().noneMatch(line -> line.startsWith(account))) {
                lines.put(account, problem);
            }
        });
        lines.forEach((line, reason) -> all.add(
                "The line " + line + " cannot send: " + reason + ". Mend it. Its leads then go on by themselves."));
        long now = ChatLedger.of(null, camel).countDoubts();
        // Most doubts are settled between two calls.
        long lasting = Math.min(doubts, now);
        doubts = now;
        if (lasting > 0) {
            all.add("Steps in doubt: " + lasting
                    + ". See them: calling-card ledger in-doubt. Decide each: calling-card ledger resolve --help");
        }
        String text = String.join("\n", all);
        boolean isNews = !text.equals(last);
        last = text;
        return isNews && !text.isEmpty() ? Map.of("text", text) : null;
    }

    /** Returns the accounts that could not send at the last call either. Some providers are away for a moment only. */
    private Map<String, String> accounts() {
        Map<String, String> now = new TreeMap<>();
        for (Provider provider : Provider.values()) {
            ProviderHealthCheck.problems(camel, provider.scheme())
                    .forEach(problem -> now.put(provider.scheme() + ":", problem));
        }
        Map<String, String> lasting = new TreeMap<>(now);
        lasting.keySet().retainAll(down);
        down = Set.copyOf(now.keySet());
        return lasting;
    }
}
