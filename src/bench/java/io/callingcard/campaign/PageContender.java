// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.callingcard.ledger.ChatLedger;

/**
 * Takes pages of waiting leads, as the flow does it, and prints how many microseconds the middle one took.
 * {@code PageContender FILE LEADS}.
 */
public final class PageContender {

    private static final String CHANNEL = "chert";
    private static final String LINE = CHANNEL + ":";
    private static final int PAGE = 256;
    private static final int PAGES = 30;
    private static final int WARM_LEADS = 10_000;
    private static final int WARM_TIMES = 5;
    private static final int BATCH = 5_000;

    private PageContender() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < WARM_TIMES; i++) {
            take(arguments[0] + ".warm" + i, WARM_LEADS);
        }
        System.out.printf(Locale.ROOT, "%.0f%n", take(arguments[0], Integer.parseInt(arguments[1])));
        System.exit(0);
    }

    private static double take(String file, int leads) throws Exception {
        try (ChatLedger filled = ledger(file)) {
            fill(CampaignStore.of(filled), leads);
        }
        // As after a restart: what was written is no longer in the log beside the file.
        ChatLedger ledger = ledger(file);
        CampaignStore store = CampaignStore.of(ledger);
        LinePlaces places = new LinePlaces(store.clock);
        // A line may have as many leads in progress as it ended lately.
        for (int i = 0; i < leads; i++) {
            places.begun(LINE);
            places.ended(LINE);
        }
        LeadTurns.Terms terms =
                new LeadTurns.Terms("welcome", new Campaign(), Duration.ofMinutes(2), 10, places, Set.of());
        List<Double> micros = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            long start = System.nanoTime();
            int taken = store.turns.take(terms, PAGE).size();
            micros.add((System.nanoTime() - start) / 1e3);
            if (taken != PAGE) {
                throw new IllegalStateException(taken + " leads were taken, not " + PAGE);
            }
        }
        ledger.close();
        micros.sort(null);
        return micros.get(PAGES / 2);
    }

    private static ChatLedger ledger(String file) {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(file);
        return ledger;
    }

    private static void fill(CampaignStore store, int leads) {
        LeadOrigin origin = new LeadOrigin("bench", null, null, null, null, null, true);
        List<LeadTable.Arrival> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < leads; i++) {
            Lead lead = new Lead(
                    "lead-" + i, "Ada", "+1415" + (2_000_000 + i), CHANNEL, "welcome", null, null, null, Map.of());
            batch.add(new LeadTable.Arrival(lead, origin));
            if (batch.size() == BATCH) {
                store.leads.add(batch);
                batch.clear();
            }
        }
        store.leads.add(batch);
    }
}
