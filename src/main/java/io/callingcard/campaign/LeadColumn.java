// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;

/** The fields of a lead that a column may hold, and the names by which a column is taken for one. The first is the field. */
enum LeadColumn {
    ID("id", "lead id", "contact id", "customer id", "crm id", "record id"),
    PHONE(
            "phone",
            "phone number",
            "mobile",
            "mobile phone",
            "mobile number",
            "cell",
            "cell phone",
            "telephone",
            "tel",
            "whatsapp",
            "msisdn",
            "telefon",
            "telefonnummer",
            "handy",
            "handynummer",
            "mobil",
            "telephone number",
            "telefono",
            "celular",
            "movil"),
    NAME("name", "first name", "given name", "full name", "contact name", "vorname", "nom", "prenom", "nombre"),
    CONSENT("consent", "opt in", "sms consent", "sms opt in", "agreed", "permission", "einwilligung", "zustimmung"),
    TIME_ZONE("time_zone", "timezone", "tz", "zeitzone"),
    CHANNEL("channel"),
    CAMPAIGN("campaign", "kampagne"),
    LINE("line"),
    CONTACT("contact");

    private final List<String> names;

    LeadColumn(String... names) {
        this.names = Stream.of(names).map(LeadColumn::plain).toList();
    }

    /** Returns the name of the field of a lead. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Drops what spellings differ in: case, spaces, hyphens and underscores. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        InputLimit.lowerCase(name)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    static Optional<LeadColumn> ofField(String field) {
        return Arrays.stream(values())
                .filter(each -> each.field().equals(field))
                .findFirst();
    }

    /**
     * Returns which column holds each field.
     *
     * @param columns the columns of the file
     * @param chosen  the columns that a person chose, by field; null values are fields without a column
     */
    static Map<String, String> guess(Set<String> columns, Map<String, String> chosen) {
        Map<String, String> free = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> !chosen.containsValue(column))
                .forEach(column -> free.putIfAbsent(plain(column), column));
        Map<String, String> places = new LinkedHashMap<>(chosen);
        for (LeadColumn field : values()) {
            if (!places.containsKey(field.field())) {
                // The names come in the order of how sure they are.
                field.names.stream()
                        .filter(free::containsKey)
                        .findFirst()
                        .ifPresent(name -> places.put(field.field(), free.remove(name)));
            }
        }
        places.values().removeIf(Objects::isNull);
        return places;
    }
}
