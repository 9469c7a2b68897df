// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.callingcard.campaign.CampaignConfiguration;
import io.callingcard.ledger.LedgerConfiguration;

/** What one row of a report shows: a row of ledger: or of campaign:. Picocli lists the words. */
final class ReportBy implements Iterable<String> {

    /** The columns of tables, by the word. JSON and CSV have all columns. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "chat", List.of("person", "flow", "step", "state", "decision", "window", "line", "begun_at", "settled_at"),
            "lead", List.of("person", "campaign", "state", "attempts", "line", "due_at", "reason"),
            "share", List.of("person", "flow", "campaign", "provider", "shares", "most", "due_at", "ended"));

    private static List<String> words(Enum<?>[] values) {
        return Stream.of(values).map(by -> by.name().toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.concat(
                        words(LedgerConfiguration.ReportBy.values()).stream(),
                        words(CampaignConfiguration.ReportBy.values()).stream())
                .iterator();
    }

    /** Returns the component that reports by a word; empty if there is none. */
    static Optional<String> component(String word) {
        String known = word.toLowerCase(Locale.ROOT);
        if (words(LedgerConfiguration.ReportBy.values()).contains(known)) {
            return Optional.of("ledger");
        }
        return words(CampaignConfiguration.ReportBy.values()).contains(known)
                ? Optional.of("campaign")
                : Optional.empty();
    }

    /** Returns the columns of a table; empty for all that have a value. */
    static List<String> columns(String word) {
        return COLUMNS.getOrDefault(word.toLowerCase(Locale.ROOT), List.of());
    }
}
