// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import ezvcard.VCardVersion;

/**
 * Translates kept lines between vCard 3.0 and 4.0. Only lines that the versions write differently change. A line that
 * the other version does not know passes unchanged: readers skip it, and nothing is lost.
 */
final class VersionTranslator {

    private static final String PREF_TYPE = "pref";

    private VersionTranslator() {}

    static List<CardProperty> translate(List<CardProperty> lines, VCardVersion version) {
        List<CardProperty> translated = new ArrayList<>(lines.size() + 1);
        for (CardProperty line : lines) {
            translated.add(version == VCardVersion.V4_0 ? toFour(line) : toThree(line));
        }
        return translated;
    }

    /** Writes the printed form of an address as a line of its own, as 3.0 does. Version 4.0 has it as a parameter. */
    static List<CardProperty> withLabelLines(List<CardProperty> lines) {
        List<CardProperty> apart = new ArrayList<>(lines.size() + 1);
        for (CardProperty line : lines) {
            List<String> label = line.is("ADR") ? line.parameter("LABEL") : List.of();
            if (label.isEmpty()) {
                apart.add(line);
            } else {
                apart.add(line.withParameter("LABEL", List.of()));
                apart.add(CardProperty.text("LABEL", label.get(0)).withParameter("TYPE", line.parameter("TYPE")));
            }
        }
        return apart;
    }

    private static CardProperty toThree(CardProperty line) {
        CardProperty plain = preferenceToType(line);
        return switch (line.name().toUpperCase(Locale.ROOT)) {
            case "PHOTO", "LOGO", "SOUND", "KEY" -> PhotoLine.toInline(plain);
            case "BDAY" -> BirthdayLine.translate(plain, VCardVersion.V3_0);
            case "TEL" -> telUriToText(plain);
            case "GEO" ->
                plain.value().startsWith("geo:")
                        ? plain.withValue(
                                plain.value().substring("geo:".length()).replace(',', ';'))
                        : plain;
            default -> plain;
        };
    }

    private static CardProperty toFour(CardProperty line) {
        CardProperty plain = preferenceToNumber(line);
        return switch (line.name().toUpperCase(Locale.ROOT)) {
            case "PHOTO", "LOGO", "SOUND", "KEY" -> PhotoLine.toDataUri(plain);
            case "BDAY" -> BirthdayLine.translate(plain, VCardVersion.V4_0);
            case "GEO" ->
                plain.value().startsWith("geo:")
                        ? plain
                        : plain.withValue("geo:" + plain.value().replace(';', ','));
            default -> plain;
        };
    }

    private static CardProperty preferenceToType(CardProperty line) {
        if (!line.hasParameter("PREF", "1")) {
            return line;
        }
        List<String> types = Stream.concat(line.parameter("TYPE").stream(), Stream.of(PREF_TYPE))
                .toList();
        return line.withParameter("PREF", List.of()).withParameter("TYPE", types);
    }

    private static CardProperty preferenceToNumber(CardProperty line) {
        if (!line.hasParameter("TYPE", PREF_TYPE)) {
            return line;
        }
        List<String> types = line.parameter("TYPE").stream()
                .filter(type -> !type.equalsIgnoreCase(PREF_TYPE))
                .toList();
        return line.withParameter("TYPE", types).withParameter("PREF", List.of("1"));
    }

    private static CardProperty telUriToText(CardProperty line) {
        if (!line.hasParameter("VALUE", "uri")) {
            return line;
        }
        CardEntry number = EntryLines.read(line, Map.of());
        return number == null
                ? line
                : line.withParameter("VALUE", List.of())
                        .withValue(EntryLines.write(number).value());
    }
}
