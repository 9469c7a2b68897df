package io.callingcard.card;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of what a card may have several of: TEL, EMAIL, URL and ADR. */
final class EntryLines {

    private static final String TEL_URI = "tel:";

    private EntryLines() {}

    /** The entry that a line holds, or {@code null} when it is another kind of line or an empty one. */
    static CardEntry read(CardProperty line, Map<String, String> groupLabels) {
        return switch (line.name().toUpperCase(Locale.ROOT)) {
            case "TEL" -> {
                String number = number(line);
                yield number.isBlank() ? null : new CardPhone(number, label(line, groupLabels));
            }
            case "EMAIL" -> {
                String address = line.text();
                yield address.isBlank() ? null : new CardEmail(address, label(line, groupLabels));
            }
            case "URL" -> {
                String address = line.text();
                yield address.isBlank() ? null : new CardUrl(address, label(line, groupLabels));
            }
            case "ADR" -> address(line, groupLabels);
            default -> null;
        };
    }

    /** The line of an entry, without its label. */
    static CardProperty write(CardEntry entry) {
        if (entry instanceof CardPhone phone) {
            return CardProperty.text("TEL", phone.value());
        }
        if (entry instanceof CardEmail email) {
            return CardProperty.text("EMAIL", email.value());
        }
        if (entry instanceof CardUrl url) {
            return CardProperty.of("URL", url.value().replace("\\", "\\\\")); // an address keeps its commas unescaped
        }
        CardAddress address = (CardAddress) entry;
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

    private static CardAddress address(CardProperty line, Map<String, String> groupLabels) {
        List<String> parts = CardField.parts(line);
        if (parts.stream().limit(7).allMatch(String::isBlank)) {
            return null;
        }
        return new CardAddress(
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
