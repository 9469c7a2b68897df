// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Arrays;
import java.util.Locale;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;

/**
 * Who gets the messages of a ledger. What was sent to one has not reached the other, so once a ledger has claims it keeps its
 * audience.
 */
enum Audience {
    LINES("This ledger is that of real lines, and now its messages would go to twins, which are no phones."
            + " Set the credentials of the lines again, or give the twins another ledger."),
    TWINS("This ledger is that of twins: what it calls sent has reached no phone."
            + " Give your lines another ledger, or move this one away.");

    private static final String KEEP = "INSERT INTO callingcard_setting (name, value) VALUES ('audience', ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            + " WHERE NOT EXISTS (SELECT 1 FROM callingcard_claim)";
    private static final String KEPT = "SELECT value FROM callingcard_setting WHERE name = 'audience'";

    /** Why a ledger with this audience refuses another. */
    private final String refusal;

    Audience(String refusal) {
        this.refusal = refusal;
    }

    static Audience of(String name) {
        return Arrays.stream(values())
                .filter(audience -> audience.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("audience: is " + name + ". Use lines or twins."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Keeps this audience in the ledger, or fails if it has another one. */
    void keepIn(Database database) {
        String kept = database.write(connection -> {
            Sql.update(connection, KEEP, word());
            return Sql.first(connection, KEPT, row -> row.getString(1)).orElseThrow();
        });
        if (!kept.equals(word())) {
            throw new LedgerException("audience: " + of(kept).refusal);
        }
    }
}
