// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Arrays;

import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryCode;

/** Who settled a doubt. The tables store the words, so they must not change. */
enum Actor implements StoryCode {
    /** The command {@code ledger resolve}. */
    COMMAND("command"),
    /** The route that settles doubts. */
    SETTLE("settle"),
    /** A person, by name. */
    OTHER(null);

    private static final int LONGEST = 100;

    private final String words;

    Actor(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    @Override
    public String subject() {
        return "actor";
    }

    /** Makes a name fit into its column. Null and an empty name are null. */
    static String shortened(String name) {
        return name == null || name.isBlank() ? null : Sql.shortened(LONGEST, name.strip());
    }

    /** Reads what a table keeps; null for null. */
    static Actor of(String stored) {
        return stored == null
                ? null
                : Arrays.stream(values())
                        .filter(actor -> stored.equals(actor.words))
                        .findFirst()
                        .orElse(OTHER);
    }
}
