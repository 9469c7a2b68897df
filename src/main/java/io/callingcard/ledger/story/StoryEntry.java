// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened to a person, or that comes next.
 *
 * @param at     when; null if the time is not known
 * @param values what the sentence names: texts, numbers, and codes for reasons
 */
public record StoryEntry(Instant at, StoryCode code, Map<String, Object> values) {

    public static StoryEntry of(Instant at, StoryCode code) {
        return new StoryEntry(at, code, Map.of());
    }

    /** Adds a value, unless it is null or empty. */
    public StoryEntry with(String name, Object value) {
        if (value == null || value.equals("")) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new StoryEntry(at, code, more);
    }

    /** Leaves out the values, which may hold numbers. */
    @Override
    public String toString() {
        return "StoryEntry[" + at + " " + code.key() + "]";
    }
}
