package io.callingcard.card;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ezvcard.VCardVersion;

/** A card as the lines of a vCard, and back. */
final class CardLines {

    private CardLines() {}

    /** The card that the lines of one vCard make. What its fields do not say is kept. */
    static ContactCard read(KeptProperties source) {
        ContactCard fields = fields(source.properties());
        KeptProperties kept = KeptLines.beyond(fields, source);
        return kept.isEmpty() ? fields : fields.toBuilder().kept(kept).build();
    }

    /** The lines of a card: its fields, in the words in which they came where they came from a vCard, and the rest. */
    static List<CardProperty> write(ContactCard card, VCardVersion version) {
        KeptProperties kept = card.kept();
        if (kept.isEmpty()) {
            return fresh(card, version);
        }
        List<CardProperty> lines = merged(card, kept);
        if (kept.version() != version) {
            lines = Dialect.translate(lines, version);
        }
        return version == VCardVersion.V3_0 ? complete(card, Dialect.withLabelLines(lines)) : lines;
    }

    /** 4.0 lets N be absent, 3.0 does not. */
    private static List<CardProperty> complete(ContactCard card, List<CardProperty> lines) {
        if (lines.stream().noneMatch(line -> CardField.of(line) == CardField.N)) {
            lines.add(1, CardField.N.render(card, VCardVersion.V3_0));
        }
        return lines;
    }

    /** The lines of the fields alone. */
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
                // A second line of the kind is another translation or an oddity: kept, not taken.
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
        if (entry instanceof CardPhone phone) {
            builder.phone(phone.value(), phone.label());
        } else if (entry instanceof CardEmail email) {
            builder.email(email.value(), email.label());
        } else if (entry instanceof CardUrl url) {
            builder.url(url.value(), url.label());
        } else if (entry instanceof CardAddress address) {
            builder.address(address);
        }
    }

    /** Undoes what {@link CardField#N} writes for a full name of several words whose parts are not known. */
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
        card.entries().forEach(entry -> addLabelled(entry, groups, lines));
        return lines;
    }

    private static List<CardProperty> merged(ContactCard card, KeptProperties kept) {
        KeptLines pool = new KeptLines(kept);
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
                addLabelled(entry, groups, lines);
            }
        }
        lines.addAll(pool.rest());
        return lines;
    }

    private static void addLabelled(CardEntry entry, Groups groups, List<CardProperty> lines) {
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

    /** Names the groups as iPhones do, past those that are taken. */
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
