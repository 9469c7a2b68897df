// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets a step through once per chat and calendar day. */
public class OncePerDay extends OncePerStep {

    private static final String RECIPIENT = "recipient";

    private Window.Day window = new Window.Day(null);

    @Override
    Window window() {
        return window;
    }

    /**
     * Claims today's step for many chats in one statement. Each claim waits for an exchange that has its key in the
     * header {@link LedgerConstants#CLAIM_KEY}.
     *
     * @param zones the time zone of each chat
     * @return the keys of the claims that were won, by chat
     */
    public Map<String, String> claimToday(LedgerStore store, String flowAndStep, Map<String, ZoneId> zones) {
        List<StepKey> wanted = store.claims.today(window, flowAndStep, zones);
        Set<String> won = store.claims.claimAll(wanted);
        return wanted.stream()
                .filter(key -> won.contains(key.name()))
                .collect(Collectors.toMap(StepKey::chat, StepKey::name));
    }

    /**
     * Sets the time zone of the days, such as {@code Europe/Berlin}, or {@code recipient} (the default) for that of the
     * recipient's number.
     */
    public void setZone(String zone) {
        try {
            window = new Window.Day(RECIPIENT.equals(zone) ? null : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone: is not a time zone. Write one such as Europe/Berlin, or recipient.", e);
        }
    }
}
