// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The life of one person, as the ledger and the components on it know it.
 *
 * @param person the phone number or email address
 * @param zones  the time zones that the person may be in, the most likely first; empty if none is known
 * @param now    when it was told
 * @param past   what happened, in the order of time
 * @param next   what is due, each followed by what holds it back
 */
public record Story(String person, List<ZoneId> zones, Instant now, List<StoryEntry> past, List<StoryEntry> next) {

    public Story {
        zones = List.copyOf(zones);
        past = List.copyOf(past);
        next = List.copyOf(next);
    }

    /** Whether anything is known of the person. */
    public boolean isKnown() {
        return !past.isEmpty() || !next.isEmpty();
    }

    @Override
    public String toString() {
        return "Story[" + past.size() + " + " + next.size() + "]";
    }
}
