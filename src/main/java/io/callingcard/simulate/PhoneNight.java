// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * Tells whether a number is in its quiet hours. A number with several zones is in them while one of the zones is. A number without
 * a known zone has none. This class asks the phone library directly, so that it shares no code with the flows.
 */
final class PhoneNight {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();

    /** Numbers of one place share one list, to save memory. */
    private final Map<List<String>, List<ZoneId>> lists = new HashMap<>();

    /** Returns the zones of a person: the zone of the lead, or else all zones that the number may be in. */
    List<ZoneId> zones(String person, String ofLead) {
        if (ofLead != null) {
            try {
                return List.of(ZoneId.of(ofLead));
            } catch (DateTimeException e) {
                return zones(person);
            }
        }
        return zones(person);
    }

    private List<ZoneId> zones(String person) {
        try {
            PhoneNumber number = NUMBERS.parse(person, null);
            List<String> names = MAPPER.getTimeZonesForNumber(number);
            if (names.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
                names = MAPPER.getTimeZonesForGeographicalNumber(number);
            }
            return lists.computeIfAbsent(names, all -> all.stream()
                    .filter(ZoneRulesProvider.getAvailableZoneIds()::contains)
                    .map(ZoneId::of)
                    .toList());
        } catch (NumberParseException e) {
            return List.of();
        }
    }

    static boolean isQuiet(Instant at, List<ZoneId> zones, RulesFile.QuietHours hours) {
        return hours != null
                && zones.stream().anyMatch(zone -> hours.isQuiet(at.atZone(zone).toLocalTime()));
    }

    /** Returns whether two moments are on the same day in all zones of the person. */
    static boolean isSameDay(Instant one, Instant other, List<ZoneId> zones) {
        return !zones.isEmpty()
                && zones.stream().allMatch(zone -> day(one, zone).equals(day(other, zone)));
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }
}
