package io.callingcard.card;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import ezvcard.VCardVersion;

/** The fields that a card has once, each with its line of a vCard; the names are those of the lines. */
enum CardField {
    FN {
        @Override
        Object read(CardProperty line) {
            return CardText.optional(line.text());
        }

        @Override
        Object get(ContactCard card) {
            return card.fullName();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.fullName((String) value);
        }

        /** Both versions demand this line, so a card without a full name says the best it has. */
        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            String name = card.displayName();
            return CardProperty.text(name(), name == null ? "" : name);
        }
    },
    N {
        @Override
        Object read(CardProperty line) {
            List<String> parts = parts(line);
            Name name = new Name(part(parts, 1), part(parts, 0));
            return name.isEmpty() ? null : name;
        }

        @Override
        Object get(ContactCard card) {
            Name name = new Name(card.givenName(), card.familyName());
            return name.isEmpty() ? null : name;
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            Name name = (Name) value;
            builder.givenName(name.given).familyName(name.family);
        }

        /**
         * 3.0 demands this line. Where the parts of the name are not known, the whole name stands where WhatsApp and
         * others put it, in the place of the given name, because an iPhone shows this line and not FN.
         */
        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            Name name = (Name) get(card);
            if (name != null) {
                return CardProperty.of(name(), escaped(name.family) + ";" + escaped(name.given) + ";;;");
            }
            return version == VCardVersion.V4_0
                    ? null
                    : CardProperty.of(name(), ";" + escaped(card.displayName()) + ";;;");
        }

        /** Prefixes, suffixes and additional names stay as they are. */
        @Override
        CardProperty revise(CardProperty line, ContactCard card, VCardVersion version) {
            List<String> written = new ArrayList<>(split(line.value()));
            while (written.size() < 5) {
                written.add("");
            }
            written.set(0, escaped(card.familyName()));
            written.set(1, escaped(card.givenName()));
            return line.withValue(String.join(";", written)).withParameter("SORT-AS", List.of());
        }
    },
    ORG {
        @Override
        Object read(CardProperty line) {
            return part(parts(line), 0);
        }

        @Override
        Object get(ContactCard card) {
            return card.organization();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.organization((String) value);
        }

        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            return textOrNull(card.organization());
        }

        /** The units below the organisation stay as they are. */
        @Override
        CardProperty revise(CardProperty line, ContactCard card, VCardVersion version) {
            List<String> written = new ArrayList<>(split(line.value()));
            written.set(0, escaped(card.organization()));
            return line.withValue(String.join(";", written)).withParameter("SORT-AS", List.of());
        }
    },
    TITLE {
        @Override
        Object read(CardProperty line) {
            return CardText.optional(line.text());
        }

        @Override
        Object get(ContactCard card) {
            return card.title();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.title((String) value);
        }

        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            return textOrNull(card.title());
        }
    },
    NOTE {
        @Override
        Object read(CardProperty line) {
            return CardText.optional(line.text());
        }

        @Override
        Object get(ContactCard card) {
            return card.note();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.note((String) value);
        }

        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            return textOrNull(card.note());
        }
    },
    BDAY {
        @Override
        Object read(CardProperty line) {
            return BirthdayLine.read(line);
        }

        @Override
        Object get(ContactCard card) {
            return card.birthday();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.birthday((String) value);
        }

        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            return card.birthday() == null ? null : BirthdayLine.write(card.birthday(), version);
        }
    },
    PHOTO {
        @Override
        Object read(CardProperty line) {
            return PhotoLine.read(line);
        }

        @Override
        Object get(ContactCard card) {
            return card.photo();
        }

        @Override
        void set(ContactCard.Builder builder, Object value) {
            builder.photo((CardPhoto) value);
        }

        @Override
        CardProperty render(ContactCard card, VCardVersion version) {
            return card.photo() == null ? null : PhotoLine.write(card.photo(), version);
        }
    };

    private static final Map<String, CardField> BY_NAME = byName();

    /** What the line says of this field, or {@code null} when it says nothing that the field can hold. */
    abstract Object read(CardProperty line);

    abstract Object get(ContactCard card);

    abstract void set(ContactCard.Builder builder, Object value);

    /** The line for the card's value of this field, or {@code null} when none is needed. */
    abstract CardProperty render(ContactCard card, VCardVersion version);

    /** A line that came, saying the card's value instead of its own. */
    CardProperty revise(CardProperty line, ContactCard card, VCardVersion version) {
        return render(card, version).withGroup(line.group());
    }

    /** The field that a line speaks of, or {@code null}. */
    static CardField of(CardProperty line) {
        CardField field = BY_NAME.get(line.name());
        return field != null ? field : BY_NAME.get(line.name().toUpperCase(Locale.ROOT));
    }

    CardProperty textOrNull(String text) {
        return text == null ? null : CardProperty.text(name(), text);
    }

    static String escaped(String text) {
        return text == null ? "" : VObjectPropertyValues.escape(text);
    }

    /** The parts of a structured value, unescaped; a part that is itself a list keeps its commas. */
    static List<String> parts(CardProperty line) {
        return split(line.value()).stream().map(VObjectPropertyValues::unescape).toList();
    }

    static String part(List<String> parts, int index) {
        return index < parts.size() ? CardText.optional(parts.get(index)) : null;
    }

    /** Splits at the semicolons that are not escaped. */
    static List<String> split(String value) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ';') {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }

    private static Map<String, CardField> byName() {
        Map<String, CardField> fields = new HashMap<>();
        for (CardField field : values()) {
            fields.put(field.name(), field);
        }
        return Map.copyOf(fields);
    }

    private record Name(String given, String family) {

        boolean isEmpty() {
            return given == null && family == null;
        }
    }
}
