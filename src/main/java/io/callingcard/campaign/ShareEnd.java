// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Arrays;

import io.callingcard.ledger.story.StoryCode;

/** Why the offers to a chat ended. The table stores the words, which reports show, so they must not change. */
enum ShareEnd implements StoryCode {
    ENOUGH("enough"),
    ANSWERED("answered"),
    SENT_A_CARD("sent a card"),
    OPTED_OUT("opted out"),
    ENDED_BY_ROUTE("ended by the route"),
    NUMBER_HIDDEN("the number is hidden, and the chat has no other name"),
    SKIPPED_IN_DOUBT("skipped in doubt"),
    NOT_SENT("not sent"),
    DONE("done"),
    /** A route gave words of its own. */
    OTHER(null);

    private final String words;

    ShareEnd(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    @Override
    public String subject() {
        return "share-end";
    }

    /** Reads what the table keeps. */
    static ShareEnd of(String words) {
        return Arrays.stream(values())
                .filter(end -> words.equals(end.words))
                .findFirst()
                .orElse(OTHER);
    }
}
