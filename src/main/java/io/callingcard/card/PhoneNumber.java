package io.callingcard.card;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;

/**
 * A valid phone number.
 *
 * @param extension the extension, or {@code null}
 * @param region    two letters, or {@code 001} for a number that belongs to no country
 */
public record PhoneNumber(String e164, String extension, String region, PhoneNumberType type) {

    /** Returns the time zones that the number may be in. The list is empty when they are not known. */
    public List<ZoneId> timeZones() {
        try {
            // Java does not know all zones of the library. One of them is Etc/Unknown, which stands for no zone.
            return TimeZones.MAPPER
                    .getTimeZonesForNumber(PhoneNumberUtil.getInstance().parse(e164, null))
                    .stream()
                    .filter(ZoneRulesProvider.getAvailableZoneIds()::contains)
                    .map(ZoneId::of)
                    .toList();
        } catch (NumberParseException notE164) {
            // No cause, because the library's messages may quote the input.
            throw PhoneProblem.NOT_A_NUMBER.at("phone");
        }
    }

    @Override
    public String toString() {
        return "PhoneNumber[" + PhoneMask.mask(e164) + "]";
    }

    /** Loads the time zones on first use, because most programs never need them. */
    private static final class TimeZones {
        private static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();
    }
}
