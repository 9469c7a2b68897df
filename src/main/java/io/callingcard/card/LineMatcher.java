package io.callingcard.card;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Matches the kept lines of a card with its fields, while the card is built or written. */
final class LineMatcher {

    private final List<CardProperty> lines;
    private final Map<String, String> groupLabels;
    private final Set<String> groups = new HashSet<>();

    LineMatcher(KeptProperties kept) {
        lines = new ArrayList<>(kept.properties());
        groupLabels = CardLabels.ofGroups(lines);
        for (CardProperty line : lines) {
            if (line.group() != null) {
                groups.add(line.group());
            }
        }
    }

    Set<String> groups() {
        return groups;
    }

    /** Removes and returns all lines of a field. */
    List<CardProperty> take(CardField field) {
        List<CardProperty> taken = new ArrayList<>();
        for (Iterator<CardProperty> each = lines.iterator(); each.hasNext(); ) {
            CardProperty line = each.next();
            if (CardField.of(line) == field) {
                taken.add(line);
                each.remove();
            }
        }
        return taken;
    }

    /** Removes and returns the first line that holds the entry, or returns {@code null}. */
    CardProperty take(CardEntry entry) {
        for (Iterator<CardProperty> each = lines.iterator(); each.hasNext(); ) {
            CardProperty line = each.next();
            if (entry.equals(EntryLines.read(line, groupLabels))) {
                each.remove();
                return line;
            }
        }
        return null;
    }

    /** Returns the lines that were not taken. */
    List<CardProperty> rest() {
        return lines;
    }

    /** Returns the kept lines, with those that contradict a field changed or dropped. */
    static KeptProperties reconcile(KeptProperties kept, CardContent card) {
        Map<String, String> groupLabels = CardLabels.ofGroups(kept.properties());
        List<CardEntry> entries = new ArrayList<>(card.entries());
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
