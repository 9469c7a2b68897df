// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import ezvcard.VCardVersion;

/** Converts between a card and the lines of a vCard. */
final class CardLines {

    private CardLines() {}

    /** Reads one card. Lines that its fields cannot express are kept. */
    static ContactCard read(KeptProperties source) {
        CardContent content = content(source.properties());
        return ContactCard.of(content, beyond(content, source));
    }

    /** Writes a card. A field that came from a vCard and did not change keeps its original line. */
    static List<CardProperty> write(ContactCard card, VCardVersion version) {
        KeptProperties kept = card.kept();
        if (kept.isEmpty()) {
            return fresh(card.content(), version);
        }
        List<CardProperty> lines = merged(card.content(), kept);
        if (kept.version() != version) {
            lines = VersionTranslator.translate(lines, version);
        }
        return version == VCardVersion.V3_0 ? complete(card.content(), VersionTranslator.withLabelLines(lines)) : lines;
    }

    /** Adds the N line, which version 3.0 requires and 4.0 does not. */
    private static List<CardProperty> complete(CardContent card, List<CardProperty> lines) {
        if (lines.stream().noneMatch(line -> CardField.of(line) == CardField.N)) {
            lines.add(1, CardField.N.render(card, VCardVersion.V3_0));
        }
        return lines;
    }

    private static CardContent content(List<CardProperty> lines) {
        CardContent content = new CardContent();
        Map<String, String> groupLabels = CardLabels.ofGroups(lines);
        Set<CardField> seen = EnumSet.noneOf(CardField.class);
        for (CardProperty line : lines) {
            CardField field = CardField.of(line);
            if (field == null) {
                content.add(EntryLines.read(line, groupLabels));
            } else if (seen.add(field)) {
                // A second line of the same name, such as another translation, is only kept.
                Object value = field.read(line);
                if (value != null) {
                    field.set(content, value);
                }
            }
        }
        if (hasStandInName(content)) {
            content.givenName = null;
        }
        return content;
    }

    /** Returns whether {@link CardField#N} wrote the given name, for a full name of several words without parts. */
    private static boolean hasStandInName(CardContent content) {
        return content.familyName == null
                && content.givenName != null
                && content.givenName.equals(content.fullName)
                && content.givenName.strip().chars().anyMatch(Character::isWhitespace);
    }

    /** Returns the lines that must be kept, because the fields alone would not reproduce them. */
    private static KeptProperties beyond(CardContent content, KeptProperties source) {
        Counted<CardProperty> fresh = new Counted<>(fresh(content, source.version()));
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

    private static List<CardProperty> fresh(CardContent card, VCardVersion version) {
        List<CardProperty> lines = new ArrayList<>();
        for (CardField field : CardField.values()) {
            CardProperty line = field.render(card, version);
            if (line != null) {
                lines.add(line);
            }
        }
        Groups groups = new Groups(Set.of());
        card.entries().forEach(entry -> addLabeled(entry, groups, lines));
        return lines;
    }

    private static List<CardProperty> merged(CardContent card, KeptProperties kept) {
        LineMatcher pool = new LineMatcher(kept);
        List<CardProperty> lines = new ArrayList<>();
        for (CardField field : CardField.values()) {
            List<CardProperty> came = pool.take(field);
            CardProperty line = came.isEmpty() ? field.render(card, kept.version()) : null;
            lines.addAll(came);
            if (line != null) {
                lines.add(line);
            }
        }
        Groups groups = new Groups(pool.groups());
        for (CardEntry entry : card.entries()) {
            CardProperty came = pool.take(entry);
            if (came != null) {
                lines.add(came);
            } else {
                addLabeled(entry, groups, lines);
            }
        }
        lines.addAll(pool.rest());
        return lines;
    }

    private static void addLabeled(CardEntry entry, Groups groups, List<CardProperty> lines) {
        CardProperty line = EntryLines.write(entry);
        if (entry.label() == null) {
            lines.add(line);
            return;
        }
        List<String> types = CardLabels.typesOf(entry.label());
        if (types.isEmpty()) {
            String group = groups.next();
            lines.add(line.withGroup(group));
            lines.add(CardProperty.text(CardLabels.GROUP_LABEL, entry.label()).withGroup(group));
        } else {
            lines.add(line.withParameter("TYPE", types));
        }
    }

    /** Names new groups as iPhones do, and skips names that are in use. */
    private static final class Groups {

        private final Set<String> used;
        private int count;

        Groups(Set<String> used) {
            this.used = used;
        }

        String next() {
            String group;
            do {
                group = "item" + ++count;
            } while (used.contains(group));
            return group;
        }
    }
}
