// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.camel.Component;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

import io.callingcard.campaign.Backlog.Figure;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.db.LedgerException;

/** Shows the state of the lines, what is in doubt, what is due and what is paused. Numbers are masked. */
@DevConsole(
        name = CallingCardConsole.ID,
        displayName = "Calling Card",
        description = "The lines, the steps in doubt, what is due, and what is paused")
public class CallingCardConsole extends AbstractDevConsole {

    static final String ID = "calling-card";

    /** Creates the console. Camel finds it by its id. */
    public CallingCardConsole() {
        super("camel", ID, "Calling Card", "The lines, the steps in doubt, what is due, and what is paused");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        facts().forEach((name, fact) -> {
            if (fact instanceof Map<?, ?> rows) {
                text.append(name).append(":\n");
                rows.forEach((row, value) -> text.append("    ")
                        .append(row)
                        .append(": ")
                        .append(value)
                        .append('\n'));
            } else {
                text.append(name).append(": ").append(fact).append('\n');
            }
        });
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return facts();
    }

    private Map<String, Object> facts() {
        ChatLedger ledger = ledger();
        if (ledger == null) {
            return Map.of("ledger", "There is no ledger, or more than one.");
        }
        // Only to look must not create a file.
        if (!ledger.isOpen()) {
            return Map.of("ledger", "Not open yet. It opens on first use.");
        }
        try {
            return facts(ledger);
        } catch (LedgerException e) {
            return Map.of("ledger", e.getMessage());
        }
    }

    private ChatLedger ledger() {
        Component component = getCamelContext().hasComponent("campaign");
        ChatLedger given = component instanceof CampaignComponent campaigns
                ? campaigns.getConfiguration().getLedger()
                : null;
        return given == null ? getCamelContext().getRegistry().findSingleByType(ChatLedger.class) : given;
    }

    private Map<String, Object> facts(ChatLedger ledger) {
        CampaignStore store = CampaignStore.of(ledger);
        Campaigns.View campaigns = store.campaigns.now(getCamelContext());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lines", LineHealthCheck.states(store, getCamelContext()));
        facts.put("stepsInDoubt", ledger.countDoubts());
        facts.put("stepsSkipped", ledger.countSkipped());
        for (Figure figure : Figure.values()) {
            facts.put(figure.word(), counts(store, campaigns, figure));
        }
        facts.put("pausedCampaigns", new TreeMap<>(texts(campaigns.paused())));
        facts.put(
                "pausedLines",
                campaigns.pausedLines().stream()
                        .collect(Collectors.toMap(line -> Line.parse(line).masked(), line -> "takes no new leads")));
        return facts;
    }

    private static Map<String, Object> counts(CampaignStore store, Campaigns.View campaigns, Figure figure) {
        Map<String, Object> counts = new TreeMap<>();
        for (String name : campaigns.all().keySet()) {
            long count = store.backlog.count(name, figure);
            if (count > 0) {
                counts.put(name, count);
            }
        }
        return counts;
    }

    private static Map<String, String> texts(Map<String, ?> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> "since " + each.getValue()));
    }
}
