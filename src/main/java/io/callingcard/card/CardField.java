// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import ezvcard.VCardVersion;

/** The fields that a card has once. Each constant is named after its vCard property. */
enum CardField {
    FN(CardField::text, card -> card.fullName, (card, value) -> card.fullName = value) {

        /** Both versions require this line, so a card without a full name gets the best name that it has. */
        @Override
        CardProperty render(CardContent card, VCardVersion version) {
            String name = card.displayName();
            return CardProperty.text(name(), name == null ? "" : name);
        }
    },
    N(Name::read, Name::of, (card, name) -> {
        card.givenName = name.given;
        card.familyName = name.family;
    }) {

        /**
         * Version 3.0 requires this line, and an iPhone shows it instead of FN. A card without name parts puts its
         * whole name in the place of the given name, as WhatsApp and others do.
         */
        @Override
        CardProperty render(CardContent card, VCardVersion version) {
            Name name = Name.of(card);
            if (name != null) {
                return CardProperty.of(name(), escaped(name.family) + ";" + escaped(name.given) + ";;;");
            }
            return version == VCardVersion.V4_0
                    ? null
                    : CardProperty.of(name(), ";" + escaped(card.displayName()) + ";;;");
        }

        /** Keeps prefixes, suffixes and additional names. */
        @Override
        CardProperty revise(CardProperty line, CardContent card, VCardVersion version) {
            List<String> parts = new ArrayList<>(split(line.value()));
            while (parts.size() < 5) {
                parts.add("");
            }
            parts.set(0, escaped(card.familyName));
            parts.set(1, escaped(card.givenName));
            return withParts(line, parts);
        }
    },
    ORG(line -> part(parts(line), 0), card -> card.organization, (card, value) -> card.organization = value) {

        /** Keeps the units below the organization. */
        @Override
        CardProperty revise(CardProperty line, CardContent card, VCardVersion version) {
            List<String> parts = new ArrayList<>(split(line.value()));
            parts.set(0, escaped(card.organization));
            return withParts(line, parts);
        }
    },
    TITLE(CardField::text, card -> card.title, (card, value) -> card.title = value),
    NOTE(CardField::text, card -> card.note, (card, value) -> card.note = value),
    BDAY(BirthdayLine::read, card -> card.birthday, (card, value) -> card.birthday = value) {

        @Override
        CardProperty render(CardContent card, VCardVersion version) {
            return card.birthday == null ? null : BirthdayLine.write(card.birthday, version);
        }
    },
    PHOTO(PhotoLine::read, card -> card.photo, (card, value) -> card.photo = value) {

        @Override
        CardProperty render(CardContent card, VCardVersion version) {
            return card.photo == null ? null : PhotoLine.write(card.photo, version);
        }
    };

    private static final Map<String, CardField> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(CardField::name, Function.identity()));

    private final Function<CardProperty, ?> reader;
    private final Function<CardContent, ?> getter;
    private final BiConsumer<CardContent, Object> setter;

    @SuppressWarnings("unchecked") // the setter gets only values of its own reader
    <T> CardField(
            Function<CardProperty, T> reader, Function<CardContent, T> getter, BiConsumer<CardContent, T> setter) {
        this.reader = reader;
        this.getter = getter;
        this.setter = (card, value) -> setter.accept(card, (T) value);
    }

    /** Returns the value of a line, or {@code null} when the field cannot hold it. */
    Object read(CardProperty line) {
        return reader.apply(line);
    }

    Object get(CardContent card) {
        return getter.apply(card);
    }

    void set(CardContent card, Object value) {
        setter.accept(card, value);
    }

    /** Returns the line for the card's value of this field, or {@code null} when none is needed. */
    CardProperty render(CardContent card, VCardVersion version) {
        Object text = get(card);
        return text == null ? null : CardProperty.text(name(), (String) text);
    }

    /** Returns a kept line with the card's value in place of its own. */
    CardProperty revise(CardProperty line, CardContent card, VCardVersion version) {
        return render(card, version).withGroup(line.group());
    }

    /** Returns the field that a line belongs to, or {@code null}. */
    static CardField of(CardProperty line) {
        return BY_NAME.get(line.name().toUpperCase(Locale.ROOT));
    }

    static String escaped(String text) {
        return text == null ? "" : VObjectPropertyValues.escape(text);
    }

    /** Returns the parts of a structured value, unescaped. A part that is itself a list keeps its commas. */
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

    private static String text(CardProperty line) {
        return CardText.optional(line.text());
    }

    /** Removes the sort order too, because it was that of the old value. */
    private static CardProperty withParts(CardProperty line, List<String> parts) {
        return line.withValue(String.join(";", parts)).withParameter("SORT-AS", List.of());
    }

    private record Name(String given, String family) {

        static Name read(CardProperty line) {
            List<String> parts = parts(line);
            return of(part(parts, 1), part(parts, 0));
        }

        static Name of(CardContent card) {
            return of(card.givenName, card.familyName);
        }

        private static Name of(String given, String family) {
            return given == null && family == null ? null : new Name(given, family);
        }
    }
}
