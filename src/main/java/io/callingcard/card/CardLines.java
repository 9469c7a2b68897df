package io.callingcard.card;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ezvcard.VCardVersion;

/** Converts between a card and the lines of a vCard. */
final class CardLines {

    private CardLines() {}

    /** Reads one card. Lines that its fields cannot express are kept. */
    static ContactCard read(KeptProperties source) {
        ContactCard fields = fields(source.properties());
        KeptProperties kept = LineMatcher.beyond(fields, source);
        return kept.isEmpty() ? fields : fields.toBuilder().kept(kept).build();
    }

    /** Writes a card. A field that came from a vCard and did not change keeps its original line. */
    static List<CardProperty> write(ContactCard card, VCardVersion version) {
        KeptProperties kept = card.kept();
        if (kept.isEmpty()) {
            return fresh(card, version);
        }
        List<CardProperty> lines = merged(card, kept);
        if (kept.version() != version) {
            lines = VersionTranslator.translate(lines, version);
        }
        return version == VCardVersion.V3_0 ? complete(card, VersionTranslator.withLabelLines(lines)) : lines;
    }

    /** Adds the N line, which version 3.0 requires and 4.0 does not. */
    private static List<CardProperty> complete(ContactCard card, List<CardProperty> lines) {
        if (lines.stream().noneMatch(line -> CardField.of(line) == CardField.N)) {
            lines.add(1, CardField.N.render(card, VCardVersion.V3_0));
        }
        return lines;
    }

    /** Writes the fields without the kept lines. */
    static List<CardProperty> fresh(ContactCard card, VCardVersion version) {
        return fresh(card, version, Set.of());
    }

    private static ContactCard fields(List<CardProperty> lines) {
        ContactCard.Builder builder = ContactCard.builder();
        Map<String, String> groupLabels = CardLabels.ofGroups(lines);
        Set<CardField> seen = new HashSet<>();
        for (CardProperty line : lines) {
            CardField field = CardField.of(line);
            if (field != null) {
                // A second line of the same name, such as another translation, is only kept.
                if (seen.add(field)) {
                    Object value = field.read(line);
                    if (value != null) {
                        field.set(builder, value);
                    }
                }
            } else {
                add(builder, EntryLines.read(line, groupLabels));
            }
        }
        return withoutStandInName(builder.build());
    }

    private static void add(ContactCard.Builder builder, CardEntry entry) {
        if (entry instanceof CardEntry.Phone phone) {
            builder.phone(phone.value(), phone.label());
        } else if (entry instanceof CardEntry.Email email) {
            builder.email(email.value(), email.label());
        } else if (entry instanceof CardEntry.Url url) {
            builder.url(url.value(), url.label());
        } else if (entry instanceof CardEntry.Address address) {
            builder.address(address);
        }
    }

    /** Removes the given name that {@link CardField#N} writes for a full name of several words without parts. */
    private static ContactCard withoutStandInName(ContactCard card) {
        boolean standIn = card.familyName() == null
                && card.givenName() != null
                && card.givenName().equals(card.fullName())
                && card.givenName().strip().chars().anyMatch(Character::isWhitespace);
        return standIn ? card.toBuilder().givenName(null).build() : card;
    }

    private static List<CardProperty> fresh(ContactCard card, VCardVersion version, Set<String> usedGroups) {
        List<CardProperty> lines = new ArrayList<>();
        for (CardField field : CardField.values()) {
            CardProperty line = field.render(card, version);
            if (line != null) {
                lines.add(line);
            }
        }
        Groups groups = new Groups(usedGroups);
        card.entries().forEach(entry -> addLabeled(entry, groups, lines));
        return lines;
    }

    private static List<CardProperty> merged(ContactCard card, KeptProperties kept) {
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
