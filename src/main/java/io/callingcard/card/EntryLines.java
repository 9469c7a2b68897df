package io.callingcard.card;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and writes the lines of entries: TEL, EMAIL, URL and ADR. */
final class EntryLines {

    private static final String TEL_URI = "tel:";

    private EntryLines() {}

    /** Returns the entry of a line, or {@code null} for an empty line or a line of another kind. */
    static CardEntry read(CardProperty line, Map<String, String> groupLabels) {
        return switch (line.name().toUpperCase(Locale.ROOT)) {
            case "TEL" -> {
                String number = number(line);
                yield number.isBlank() ? null : new CardEntry.Phone(number, label(line, groupLabels));
            }
            case "EMAIL" -> {
                String address = line.text();
                yield address.isBlank() ? null : new CardEntry.Email(address, label(line, groupLabels));
            }
            case "URL" -> {
                String address = line.text();
                yield address.isBlank() ? null : new CardEntry.Url(address, label(line, groupLabels));
            }
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
        CardEntry.Address address = (CardEntry.Address) entry;
        return CardProperty.of(
                "ADR",
                String.join(
                        ";",
                        CardField.escaped(address.poBox()),
                        CardField.escaped(address.extended()),
                        CardField.escaped(address.street()),
                        CardField.escaped(address.locality()),
                        CardField.escaped(address.region()),
                        CardField.escaped(address.postalCode()),
                        CardField.escaped(address.country())));
    }

    private static String number(CardProperty line) {
        String text = line.text();
        return text.regionMatches(true, 0, TEL_URI, 0, TEL_URI.length()) ? text.substring(TEL_URI.length()) : text;
    }

    private static CardEntry.Address address(CardProperty line, Map<String, String> groupLabels) {
        List<String> parts = CardField.parts(line);
        if (parts.stream().limit(7).allMatch(String::isBlank)) {
            return null;
        }
        return new CardEntry.Address(
                CardField.part(parts, 0),
                CardField.part(parts, 1),
                CardField.part(parts, 2),
                CardField.part(parts, 3),
                CardField.part(parts, 4),
                CardField.part(parts, 5),
                CardField.part(parts, 6),
                label(line, groupLabels));
    }

    private static String label(CardProperty line, Map<String, String> groupLabels) {
        String groupLabel = line.group() == null ? null : groupLabels.get(line.group());
        return groupLabel != null ? groupLabel : CardLabels.ofTypes(line.parameter("TYPE"));
    }
}
