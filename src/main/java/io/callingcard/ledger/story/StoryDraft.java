// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A story that is being collected. */
public final class StoryDraft {

    private static final Comparator<StoryEntry> BY_TIME =
            Comparator.comparing(StoryEntry::at, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final String person;
    private final Instant now;
    private final List<StoryEntry> causes = new ArrayList<>();
    private final List<StoryEntry> past = new ArrayList<>();
    private final List<StoryEntry> next = new ArrayList<>();
    private List<ZoneId> zones;

    /**
     * Nothing is known yet.
     *
     * @param zones the time zones of the person's number
     */
    public StoryDraft(String person, List<ZoneId> zones, Instant now) {
        this.person = person;
        this.zones = zones;
        this.now = now;
    }

    public Instant now() {
        return now;
    }

    /** A time zone that is known better than by the number. */
    public void livesIn(ZoneId zone) {
        zones = List.of(zone);
    }

    /** Adds what comes before all else of the same time. */
    public void addCause(StoryEntry entry) {
        causes.add(entry);
    }

    /** Adds what happened. */
    public void add(StoryEntry entry) {
        past.add(entry);
    }

    /** Adds what is due, or what holds back what was added before. */
    public void addNext(StoryEntry entry) {
        next.add(entry);
    }

    /** Returns the story in the order of time. Entries of the same time keep their order. */
    public Story finished() {
        List<StoryEntry> ordered = new ArrayList<>(causes);
        ordered.addAll(past);
        ordered.sort(BY_TIME);
        return new Story(person, zones, now, ordered, next);
    }
}
