// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.callingcard.ledger.People;

/**
 * A person whom a CRM asks us to welcome.
 *
 * @param id       the CRM's id of this lead; null to identify the lead by the person
 * @param phone    as E.164, or an email address if the channel accepts one
 * @param channel  the provider to send with: chert, linq or wa
 * @param campaign the name of the campaign
 * @param contact  the card to send; null for the campaign's
 * @param timeZone the person's time zone; null for that of the number
 * @param line     our number to send from; null for one of the campaign's
 * @param fields   further values for the texts of the campaign
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lead(
        String id,
        String name,
        String phone,
        String channel,
        String campaign,
        Map<String, Object> contact,
        @JsonProperty("time_zone") String timeZone,
        String line,
        Map<String, String> fields) {

    private static final Pattern FIELD = Pattern.compile("\\{([\\w.-]+)\\}");

    public Lead {
        fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    Lead from(String otherLine) {
        return new Lead(id, name, phone, channel, campaign, contact, timeZone, otherLine, fields);
    }

    /** Identifies the lead: the same key again is no second lead. */
    String key(People people) {
        return campaign + "/" + channel + ":" + (id == null ? people.stored(phone) : "id:" + id);
    }

    /** Returns the zone that a lead names; empty if it names none, or one that this Java does not know. */
    static Optional<ZoneId> zoneOf(String name) {
        try {
            return Optional.ofNullable(name).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the names in a text that values of a lead replace. */
    static Set<String> fieldsIn(String text) {
        return text == null
                ? Set.of()
                : FIELD.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    /** Whether the lead has a value for a name in a text. */
    boolean has(String field) {
        return value(field) != null;
    }

    private String value(String field) {
        return field.equals("name") ? name : fields.get(field);
    }

    /** Replaces the names in a text by the values of the lead. Returns null for null. */
    String fillIn(String text) {
        if (text == null) {
            return null;
        }
        Matcher names = FIELD.matcher(text);
        StringBuilder words = new StringBuilder();
        while (names.find()) {
            String value = value(names.group(1));
            if (value == null) {
                throw new RefusedLeadException(
                        names.group(1),
                        RefusalReason.MISSING_FOR_TEXT,
                        "is missing, but the text of the campaign names it. Add the field to the lead.");
            }
            names.appendReplacement(words, Matcher.quoteReplacement(value));
        }
        return names.appendTail(words).toString();
    }

    /** Leaves out names and numbers. */
    @Override
    public String toString() {
        return "Lead[" + campaign + "]";
    }
}
