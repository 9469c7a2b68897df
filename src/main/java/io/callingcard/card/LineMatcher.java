// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;

/** Matches the kept lines of a card with its fields, while the card is built or written. */
final class LineMatcher {

    private final List<CardProperty> lines;
    private final Set<String> groups = new HashSet<>();
    private final Map<CardEntry, Queue<Integer>> ofEntries = new HashMap<>();
    private final BitSet taken = new BitSet();

    LineMatcher(KeptProperties kept) {
        lines = kept.properties();
        Map<String, String> groupLabels = CardLabels.ofGroups(lines);
        for (int i = 0; i < lines.size(); i++) {
            CardProperty line = lines.get(i);
            if (line.group() != null) {
                groups.add(line.group());
            }
            CardEntry entry = EntryLines.read(line, groupLabels);
            if (entry != null) {
                ofEntries.computeIfAbsent(entry, same -> new ArrayDeque<>()).add(i);
            }
        }
    }

    Set<String> groups() {
        return groups;
    }

    /** Takes and returns all lines of a field. */
    List<CardProperty> take(CardField field) {
        List<CardProperty> ofField = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (CardField.of(lines.get(i)) == field) {
                ofField.add(lines.get(i));
                taken.set(i);
            }
        }
        return ofField;
    }

    /** Takes and returns the first line that holds the entry, or returns {@code null}. */
    CardProperty take(CardEntry entry) {
        Queue<Integer> ofEntry = ofEntries.get(entry);
        if (ofEntry == null || ofEntry.isEmpty()) {
            return null;
        }
        int line = ofEntry.remove();
        taken.set(line);
        return lines.get(line);
    }

    /** Returns the lines that were not taken. */
    List<CardProperty> rest() {
        return IntStream.range(0, lines.size())
                .filter(line -> !taken.get(line))
                .mapToObj(lines::get)
                .toList();
    }

    /** Returns the kept lines, with those that contradict a field changed or dropped. */
    static KeptProperties reconcile(KeptProperties kept, CardContent card) {
        Map<String, String> groupLabels = CardLabels.ofGroups(kept.properties());
        Counted<CardEntry> entries = new Counted<>(card.entries());
        Map<CardField, Boolean> dropped = new EnumMap<>(CardField.class);
        List<CardProperty> lines = new ArrayList<>();
        for (CardProperty line : kept.properties()) {
            CardField field = CardField.of(line);
            CardEntry entry = field == null ? EntryLines.read(line, groupLabels) : null;
            if (field != null) {
                boolean first = !dropped.containsKey(field);
                boolean same = Objects.equals(field.read(line), field.get(card));
                if (first) {
                    dropped.put(field, !same && field.get(card) == null);
                }
                if (!dropped.get(field)) {
                    lines.add(first && !same ? field.revise(line, card, kept.version()) : line);
                }
            } else if (entry == null || entries.remove(entry)) {
                lines.add(line);
            }
        }
        return new KeptProperties(kept.version(), withoutOrphanedLabels(lines));
    }

    /** Removes the labels of groups that have no other line. */
    private static List<CardProperty> withoutOrphanedLabels(List<CardProperty> lines) {
        Set<String> labeled = new HashSet<>();
        for (CardProperty line : lines) {
            if (line.group() != null && !line.is(CardLabels.GROUP_LABEL)) {
                labeled.add(line.group());
            }
        }
        return lines.stream()
                .filter(line ->
                        line.group() == null || !line.is(CardLabels.GROUP_LABEL) || labeled.contains(line.group()))
                .toList();
    }
}
