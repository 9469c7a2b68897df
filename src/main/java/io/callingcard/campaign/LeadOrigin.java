// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryEntry;
import io.callingcard.provider.wire.Json;

/**
 * Where a lead came from, as its row keeps it.
 *
 * @param source  the route, the door or the command that read it; null if an earlier release did
 * @param file    the file with the record, or null
 * @param line    where the record starts in a CSV file; null in other formats
 * @param record  which of the records it was, from 1 on; null for a row of a table
 * @param column  the column of a table that tells the rows apart, or null
 * @param row     the value of the column, or null
 * @param consent whether the record says that the person agreed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LeadOrigin(
        String source, String file, Integer line, Integer record, String column, String row, Boolean consent) {

    private static final LeadOrigin UNKNOWN = new LeadOrigin(null, null, null, null, null, null, null);
    private static final int LONGEST = 200;

    LeadOrigin {
        source = Sql.shortened(LONGEST, source);
        file = Sql.shortened(LONGEST, file);
    }

    /** Reads what the table keeps. */
    static LeadOrigin parse(String stored) {
        return stored == null
                ? UNKNOWN
                : Json.read(stored.getBytes(StandardCharsets.UTF_8))
                        .map(tree -> Json.read(tree, LeadOrigin.class))
                        .orElse(UNKNOWN);
    }

    /** Writes what the table keeps. */
    String stored() {
        return new String(Json.write(this), StandardCharsets.UTF_8);
    }

    /** Adds what a sentence names of it. */
    StoryEntry addTo(StoryEntry entry) {
        return entry.with("source", source)
                .with("file", file)
                .with("file_line", line)
                .with("record", record)
                .with("column", column)
                .with("row", row);
    }

    @Override
    public String toString() {
        return "LeadOrigin[" + source + "]";
    }
}
