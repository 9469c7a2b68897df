// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Arrays;

import io.callingcard.ledger.story.StoryCode;

/** How a person opted out or in. The tables store the words, which reports show, so they must not change. */
enum OptOutWay implements StoryCode {
    STOP("a message with the word STOP"),
    START("a message with the word START"),
    OPT_OUT("campaign:opt-out"),
    OPT_IN("campaign:opt-in"),
    /** A route or an operator gave words of its own. */
    OTHER(null);

    private final String words;

    OptOutWay(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    @Override
    public String subject() {
        return "way";
    }

    /** Reads what a table keeps; null for null. */
    static OptOutWay of(String words) {
        return words == null
                ? null
                : Arrays.stream(values())
                        .filter(way -> words.equals(way.words))
                        .findFirst()
                        .orElse(OTHER);
    }
}
