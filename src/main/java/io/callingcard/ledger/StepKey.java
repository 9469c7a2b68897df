// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Collection;
import java.util.List;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.Json;

/**
 * Identifies what happens once: a step of a flow, in a chat, in a window of time. A key that the ledger keeps as a plain
 * idempotent repository has a name only.
 *
 * @param name the primary key, shortened if it is long
 * @param flow null for a key that has a name only
 */
record StepKey(String name, String flow, String step, String chat, String slot) {

    private static final int LONGEST = 400;
    private static final int LONGEST_WORD = 100;

    /**
     * Finds the steps of a chat by the primary key, which keeps them together: an index of its own would double what a
     * claim writes. The three values are {@link #first}, {@link #last} and the chat.
     */
    static final String IN_CHAT = "(claim_key > ? AND claim_key < ? AND chat = ?)";

    /**
     * The claims {@code k} of each chat of {@link #ranges}, for a subquery of {@code FROM {rows}}. PostgreSQL might read all
     * claims for a join.
     */
    static final String OF_CHAT = " FROM callingcard_claim k WHERE k.claim_key > value->>1 AND k.claim_key < value->>2"
            + " AND k.chat = value->>0";

    static String ranges(Collection<String> chats) {
        return Json.tree(chats.stream()
                        .map(chat -> List.of(chat, first(chat), last(chat)))
                        .toList())
                .toString();
    }

    /** All keys of a chat come after this one. */
    static String first(String chat) {
        return chat + "/";
    }

    /** All keys of a chat come before this one: 0 follows the slash. */
    static String last(String chat) {
        return chat + "0";
    }

    static StepKey named(String name) {
        return new StepKey(Sql.shortened(LONGEST, name), null, null, null, null);
    }

    static StepKey of(String flowAndStep, String chat, String slot) {
        String flow = flow(flowAndStep);
        String step = step(flowAndStep);
        return new StepKey(Sql.shortened(LONGEST, String.join("/", chat, flow, step, slot)), flow, step, chat, slot);
    }

    static String flow(String flowAndStep) {
        int slash = flowAndStep.indexOf('/');
        return Sql.shortened(LONGEST_WORD, slash < 0 ? "-" : flowAndStep.substring(0, slash));
    }

    static String step(String flowAndStep) {
        return Sql.shortened(LONGEST_WORD, flowAndStep.substring(flowAndStep.indexOf('/') + 1));
    }
}
