package io.callingcard.card;

import java.time.ZoneId;
import java.util.List;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;

/**
 * A valid phone number: E.164, the extension behind it ({@code null} for none), the region it belongs to
 * ({@code 001} for numbers of no country) and its type.
 */
public record PhoneNumber(String e164, String extension, String region, PhoneNumberType type) {

    /** The time zones in which the number may be; empty when they are not known. */
    public List<ZoneId> timeZones() {
        return PhoneNumbers.timeZones(e164);
    }

    @Override
    public String toString() {
        return "PhoneNumber[" + PhoneMask.mask(e164) + "]";
    }
}
