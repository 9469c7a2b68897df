// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Where records come from, so that a refused one is found again.
 *
 * @param name   the route that reads them
 * @param file   the file with the records, or null
 * @param column the column of a table that tells the rows apart, or null
 * @param before how many records a splitter has taken from the same body before
 */
record RecordSource(String name, String file, String column, int before) {

    /** Exchange property: the column of a table that tells the rows apart. */
    static final String COLUMN = "CamelCampaignColumn";

    private static final String NO_ROUTE = "no route";
    private static final String ID = "id";
    private static final int LONGEST_NAME = 100;

    static RecordSource of(Exchange exchange) {
        String route = exchange.getFromRouteId();
        return new RecordSource(
                route == null ? NO_ROUTE : route,
                exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class),
                exchange.getProperty(COLUMN, String.class),
                exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, 0, Integer.class));
    }

    /** Whether the record has an id, or a value of the column that names records. A mended record is then known again. */
    boolean hasOwnName(RawLead raw) {
        return value(raw, ID) != null || value(raw, column) != null;
    }

    /**
     * Returns where the record is, such as {@code id 17} or {@code leads.csv line 3}.
     *
     * @param at when it was read, for a record without a name
     */
    String place(RawLead raw, int record, Instant at) {
        for (String name : new String[] {ID, column}) {
            String value = value(raw, name);
            if (value != null) {
                return name + " " + value;
            }
        }
        String number = raw.line() == null ? "record " + (before + record) : "line " + raw.line();
        return file == null ? number + " of " + at.truncatedTo(ChronoUnit.MILLIS) : file + " " + number;
    }

    /** Returns what a lead keeps of where it came from. */
    LeadOrigin origin(RawLead raw, int number) {
        String row = value(raw, column);
        return new LeadOrigin(
                name.equals(NO_ROUTE) ? null : name,
                file,
                raw.line(),
                raw.line() == null && row == null ? before + number : null,
                row == null ? null : column,
                row,
                LeadReader.hasConsent(raw.fields()) ? true : null);
    }

    private static String value(RawLead raw, String name) {
        Object value = name == null ? null : raw.fields().get(name);
        String text = value == null ? "" : value.toString().strip();
        return text.isEmpty() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)
                ? null
                : text;
    }
}
