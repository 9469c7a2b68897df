// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/**
 * How far the clock of a ledger of twins was moved. Other processes, such as a command, read the same time then. A ledger of
 * real lines has no such clock.
 */
final class ClockOffset {

    private static final String OF_TWINS =
            " EXISTS (SELECT 1 FROM callingcard_setting a WHERE a.name = 'audience' AND a.value = 'twins')";
    private static final String KEEP = "INSERT INTO callingcard_setting (name, value) SELECT 'clock-offset', ? WHERE"
            + OF_TWINS + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    private static final String READ =
            "SELECT value FROM callingcard_setting WHERE name = 'clock-offset' AND" + OF_TWINS;

    private ClockOffset() {}

    static void keep(Database database, Duration offset) {
        database.write(connection -> Sql.update(connection, KEEP, Long.toString(offset.toMillis())));
    }

    static Duration read(Database database) {
        return database.read(connection -> Sql.first(connection, READ, row -> row.getString(1)))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(Duration.ZERO);
    }
}
