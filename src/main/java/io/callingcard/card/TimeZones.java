package io.callingcard.card;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** Finds the time zones of a number. A class of its own, because most programs never need its data. */
final class TimeZones {

    private static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();

    private TimeZones() {}

    static List<ZoneId> of(String e164) {
        List<ZoneId> zones = new ArrayList<>();
        for (String name : names(e164)) {
            if (!name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
                addKnown(name, zones);
            }
        }
        return List.copyOf(zones);
    }

    private static List<String> names(String e164) {
        try {
            return MAPPER.getTimeZonesForNumber(PhoneNumberUtil.getInstance().parse(e164, null));
        } catch (NumberParseException notE164) {
            // No cause, because the library's messages may quote the input.
            throw PhoneProblem.NOT_A_NUMBER.at("phone");
        }
    }

    private static void addKnown(String name, List<ZoneId> zones) {
        try {
            zones.add(ZoneId.of(name));
        } catch (DateTimeException unknownToThisJava) {
            // A zone that this Java does not know cannot be used.
        }
    }
}
