// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

/** The sentences around the entries of a story. */
enum StoryFrame implements StoryCode {
    TITLE,
    ZONES,
    UNKNOWN,
    NEXT,
    NOTHING_NEXT;

    @Override
    public String subject() {
        return "story";
    }
}
