package io.callingcard.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Matches the kept lines of a card with its fields, while the card is read, built or written. */
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

    /** Returns the lines that must be kept, because the fields alone would not reproduce them. */
    static KeptProperties beyond(ContactCard fields, KeptProperties source) {
        List<CardProperty> fresh = CardLines.fresh(fields, source.version());
        Set<CardField> repeated = repeatedFields(source.properties());
        List<CardProperty> kept = new ArrayList<>();
        boolean allReproduced = true;
        for (CardProperty line : source.properties()) {
            boolean reproduced = fresh.remove(line);
            allReproduced &= reproduced;
            // A group binds lines together, and repeated lines have an order, so both are kept unchanged.
            if (!reproduced || line.group() != null || repeated.contains(CardField.of(line))) {
                kept.add(line);
            }
        }
        // The order of different lines has no meaning. Sorting makes cards with the same lines equal.
        kept.sort(Comparator.comparing(line -> line.name().toUpperCase(Locale.ROOT)));
        return allReproduced ? KeptProperties.NONE : new KeptProperties(source.version(), kept);
    }

    /** Returns the kept lines, with those that contradict a field changed or dropped. */
    static KeptProperties reconcile(KeptProperties kept, ContactCard card) {
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

    private static Set<CardField> repeatedFields(List<CardProperty> lines) {
        Set<CardField> seen = EnumSet.noneOf(CardField.class);
        Set<CardField> repeated = EnumSet.noneOf(CardField.class);
        for (CardProperty line : lines) {
            CardField field = CardField.of(line);
            if (field != null && !seen.add(field)) {
                repeated.add(field);
            }
        }
        return repeated;
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
