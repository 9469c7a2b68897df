package io.callingcard.card;

import java.time.ZoneId;
import java.util.List;

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
        return TimeZones.of(e164);
    }

    @Override
    public String toString() {
        return "PhoneNumber[" + PhoneMask.mask(e164) + "]";
    }
}
