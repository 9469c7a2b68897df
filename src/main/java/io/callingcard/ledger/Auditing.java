// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.camel.Exchange;

import io.callingcard.ledger.AuditTable.Place;
import io.callingcard.provider.call.CallParameter;

/** Runs audit: lists what people did to the ledger. */
final class Auditing {

    private static final int PAGE = 500;

    private static final CallParameter<LedgerConfiguration> AFTER =
            CallParameter.option(LedgerConstants.AFTER, "after", LedgerConfiguration::getAfter);

    private Auditing() {}

    /** A page of the list, as JSON. */
    record Page(List<AuditRecord> entries, String next) {}

    /**
     * Sets the body to the newest entries. As JSON it is one page, with the place of the next; as CSV it is all of them, or as
     * many as limit allows.
     */
    static void audit(Exchange exchange, LedgerConfiguration configuration) throws IOException {
        LedgerStore store = LedgerOperations.store(exchange, configuration);
        String given = AFTER.text(exchange, configuration);
        Place after = given == null ? Place.FIRST : Place.parse(given);
        switch (configuration.getFormat()) {
            case JSON -> {
                int most = configuration.getLimit() == 0 ? PAGE : configuration.getLimit();
                ReportWriter.writeOne(exchange, page(store, after, most));
            }
            case CSV ->
                ReportWriter.write(
                        exchange,
                        ReportWriter.Format.CSV,
                        configuration.getLimit(),
                        AuditRecord.class,
                        records(store, after));
            case TEXT -> throw new IllegalArgumentException("format: TEXT does not fit audit. Use JSON or CSV.");
        }
    }

    private static Page page(LedgerStore store, Place after, int most) {
        List<AuditTable.Row> rows = read(store, after, most + 1);
        boolean isLast = rows.size() <= most;
        List<AuditTable.Row> shown = isLast ? rows : rows.subList(0, most);
        String next = isLast ? null : shown.get(most - 1).place().toString();
        return new Page(shown.stream().map(AuditTable.Row::record).toList(), next);
    }

    private static Iterator<AuditRecord> records(LedgerStore store, Place after) {
        List<Place> last = new ArrayList<>(List.of(after));
        return ReportWriter.pages(previous -> {
            List<AuditTable.Row> rows = read(store, last.get(0), PAGE);
            if (!rows.isEmpty()) {
                last.set(0, rows.get(rows.size() - 1).place());
            }
            return rows.stream().map(AuditTable.Row::record).toList();
        });
    }

    private static List<AuditTable.Row> read(LedgerStore store, Place after, int most) {
        return store.database().read(connection -> AuditTable.page(connection, after, most));
    }
}
