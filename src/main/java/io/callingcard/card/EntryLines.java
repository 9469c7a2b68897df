// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads and writes the lines of entries: TEL, EMAIL, URL and ADR. */
final class EntryLines {

    private static final String TEL_URI = "tel:";

    private EntryLines() {}

    /** Returns the entry of a line, or {@code null} for an empty line or a line of another kind. */
    static CardEntry read(CardProperty line, Map<String, String> groupLabels) {
        return switch (line.name().toUpperCase(Locale.ROOT)) {
            case "TEL" -> entry(number(line), line, groupLabels, CardEntry.Phone::new);
            case "EMAIL" -> entry(line.text(), line, groupLabels, CardEntry.Email::new);
            case "URL" -> entry(line.text(), line, groupLabels, CardEntry.Url::new);
            case "ADR" -> address(line, groupLabels);
            default -> null;
        };
    }

    /** Returns the line of an entry, without its label. */
    static CardProperty write(CardEntry entry) {
        if (entry instanceof CardEntry.Phone phone) {
            return CardProperty.text("TEL", phone.value());
        }
        if (entry instanceof CardEntry.Email email) {
            return CardProperty.text("EMAIL", email.value());
        }
        if (entry instanceof CardEntry.Url url) {
            return CardProperty.of("URL", url.value().replace("\\", "\\\\")); // commas stay unescaped
        }
        return CardProperty.of(
                "ADR",
                ((CardEntry.Address) entry)
                        .parts().stream().map(CardField::escaped).collect(Collectors.joining(";")));
    }

    private static CardEntry entry(
            String value,
            CardProperty line,
            Map<String, String> groupLabels,
            BiFunction<String, String, CardEntry> maker) {
        return value.isBlank() ? null : maker.apply(value, label(line, groupLabels));
    }

    private static String number(CardProperty line) {
        String text = line.text();
        return text.regionMatches(true, 0, TEL_URI, 0, TEL_URI.length()) ? text.substring(TEL_URI.length()) : text;
    }

    private static CardEntry.Address address(CardProperty line, Map<String, String> groupLabels) {
        List<String> written = CardField.parts(line);
        List<String> parts = IntStream.range(0, CardEntry.Address.PARTS)
                .mapToObj(index -> CardField.part(written, index))
                .toList();
        return parts.stream().allMatch(Objects::isNull) ? null : CardEntry.Address.of(parts, label(line, groupLabels));
    }

    private static String label(CardProperty line, Map<String, String> groupLabels) {
        String groupLabel = line.group() == null ? null : groupLabels.get(line.group());
        return groupLabel != null ? groupLabel : CardLabels.ofTypes(line.parameter("TYPE"));
    }
}
