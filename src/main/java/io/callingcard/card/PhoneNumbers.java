// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import org.apache.camel.CamelContext;

/**
 * Converts phone numbers as people type them to E.164. The default region, a two-letter code such as {@code US}, is for
 * numbers without a country code. It may be {@code null}.
 */
public final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();

    private static final int LONGEST_COUNTRY_CODE = 3;
    private static final boolean[] COUNTRY_CODES = countryCodes();
    private static final int SHORTEST_E164_DIGITS = 7;
    private static final int LONGEST_E164_DIGITS = 15;
    private static final int LONGEST_SHORT_CODE = 6;

    private static final String RECIPIENT = "recipient";
    private static final String PHONE = "phone";

    /** The start of a phone number. libphonenumber would skip any text before the first digit. */
    private static final Pattern START = Pattern.compile(
            "(?i)(?:tel|callto|sms|phone|mobile)?[.:]?\\s*[+\uFF0B(\\[\uFF08\\p{Nd}].*", Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("(?i)^(?:callto|sms|phone|mobile|tel\\.)[.:]?\\s*");

    /**
     * An extension at the end. Its letters are not part of a vanity number. The search takes the square of the length of
     * a text of separators, which {@link InputLimit#PHONE} keeps short.
     */
    private static final Pattern EXTENSION = Pattern.compile(
            "(?i)(?:;ext=|;isub=|[\\s,;]*(?:e?xt(?:ensi(?:o\u0301?|\u00F3))?n?\\.?|x|#|,,|anexo|int\\.?|\u0434\u043E\u0431\\.?)[:.\\s]*)"
                    + "\\p{Nd}{1,20}#?\\s*$");

    /** A letter directly before a digit is a typing error (O for zero, hexadecimal), not a vanity number. */
    private static final Pattern LETTER_BEFORE_DIGIT = Pattern.compile("\\p{L}\\p{Nd}");

    private static final Pattern HEXADECIMAL = Pattern.compile("(?i)^0x.*", Pattern.DOTALL);

    private static final int FEWEST_VANITY_LETTERS = 3;

    private static final Recent<Boolean> VALID = new Recent<>(PhoneNumbers::isReadAsTyped);
    private static final Recent<Boolean> SHORT_CODE =
            new Recent<>(digits -> anyRegion(region -> isShortCodeOf(digits, region)));
    private static final Recent<Boolean> EMERGENCY =
            new Recent<>(digits -> anyRegion(region -> SHORT_NUMBERS.isEmergencyNumber(digits, region)));
    private static final Recent<List<ZoneId>> TIME_ZONES = new Recent<>(PhoneNumbers::readTimeZones);

    private PhoneNumbers() {}

    /**
     * How numbers of people are read.
     *
     * @param defaultRegion   the two-letter region of numbers without a country code, or null
     * @param takesUnassigned whether a number outside the known ranges of its country is let through if its length is
     *                        possible: it may be newer than the bundled ranges, or stand in a documentation
     */
    public record Rules(String defaultRegion, boolean takesUnassigned) {

        /** The setting with the region of numbers without a country code. */
        public static final String DEFAULT_REGION = "callingcard.default-region";

        /** The setting that lets numbers through that are outside the known ranges: warn or refuse. */
        public static final String UNASSIGNED_NUMBERS = "callingcard.unassigned-numbers";

        /**
         * Reads the rules from the properties of a context.
         *
         * @param context     null for none
         * @param givenRegion the region that an option sets; null for that of the properties
         */
        public static Rules of(CamelContext context, String givenRegion) {
            String region = givenRegion == null ? setting(context, DEFAULT_REGION) : givenRegion;
            if (givenRegion == null && region != null) {
                region = region.toUpperCase(Locale.ROOT);
                if (!NUMBERS.getSupportedRegions().contains(region)) {
                    throw new IllegalArgumentException(
                            DEFAULT_REGION + ": is not a region. Set two letters such as US.");
                }
            }
            String unassigned = setting(context, UNASSIGNED_NUMBERS);
            if (unassigned != null && !unassigned.equals("warn") && !unassigned.equals("refuse")) {
                throw new IllegalArgumentException(UNASSIGNED_NUMBERS + ": is unknown. Set warn or refuse.");
            }
            return new Rules(region, "warn".equals(unassigned));
        }

        private static String setting(CamelContext context, String name) {
            return context == null
                    ? null
                    : context.getPropertiesComponent()
                            .resolveProperty(name)
                            .map(String::strip)
                            .filter(value -> !value.isEmpty())
                            .orElse(null);
        }

        /** Returns the E.164 form of a number that can receive messages. */
        public String recipient(String typed) {
            return isCleanAndValid(typed)
                    ? typed
                    : NUMBERS.format(valid(typed, this, RECIPIENT), PhoneNumberFormat.E164);
        }

        /** Returns a number with its extension, region and type. Without a range the region is the country's first. */
        public PhoneNumber parse(String typed) {
            Phonenumber.PhoneNumber number = valid(typed, this, PHONE);
            String known = NUMBERS.getRegionCodeForNumber(number);
            return new PhoneNumber(
                    NUMBERS.format(number, PhoneNumberFormat.E164),
                    CardText.optional(number.getExtension()),
                    known == null ? NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()) : known,
                    NUMBERS.getNumberType(number));
        }

        /** Returns the same rules for another region. */
        public Rules withRegion(String region) {
            return new Rules(region, takesUnassigned);
        }
    }

    private static boolean[] countryCodes() {
        boolean[] codes = new boolean[1000];
        NUMBERS.getSupportedCallingCodes().forEach(code -> codes[code] = true);
        return codes;
    }

    /** Returns a valid number with its extension, region and type. */
    public static PhoneNumber parse(String typed, String defaultRegion) {
        return new Rules(defaultRegion, false).parse(typed);
    }

    /**
     * Returns the E.164 form of a number that can receive messages. An extension is dropped.
     *
     * @throws InvalidPhoneException for anything else, with the reason
     */
    public static String recipient(String typed, String defaultRegion) {
        return new Rules(defaultRegion, false).recipient(typed);
    }

    /** Returns whether a number in E.164 form is in a known range of its country. */
    public static boolean isAssigned(String e164) {
        return isCleanAndValid(e164);
    }

    /**
     * Returns a number for a card: E.164, or a short code such as {@code 112}. An extension is dropped; {@link #parse}
     * returns it.
     */
    public static String contactNumber(String typed, String defaultRegion) {
        if (isCleanAndPossible(typed)) {
            return typed;
        }
        String plain = plain(typed, PHONE);
        if (isShortCode(plain, defaultRegion)) {
            return digits(plain);
        }
        Phonenumber.PhoneNumber number = parsed(plain, defaultRegion, PHONE);
        requirePossible(number, PHONE);
        return NUMBERS.format(number, PhoneNumberFormat.E164);
    }

    /** Returns whether a number has an extension. */
    public static boolean hasExtension(String typed, String defaultRegion) {
        if (clean(typed) != null) {
            return false;
        }
        String plain = plain(typed, PHONE);
        return !isShortCode(plain, defaultRegion)
                && parsed(plain, defaultRegion, PHONE).hasExtension();
    }

    /** Returns whether a text is E.164 with an existing country code. The number may be newer than libphonenumber. */
    public static boolean hasCountryCode(String e164) {
        return endOfCountryCode(e164) > 0;
    }

    private static Phonenumber.PhoneNumber valid(String typed, Rules rules, String field) {
        String plain = plain(typed, field);
        // Without a region so few digits are no number anyway, and to ask all regions takes a while.
        if (rules.defaultRegion() == null ? shortDigits(plain) != null : isShortCode(plain, rules.defaultRegion())) {
            throw PhoneProblem.SHORT_CODE.at(field);
        }
        Phonenumber.PhoneNumber number = parsed(plain, rules.defaultRegion(), field);
        requirePossible(number, field);
        if (!rules.takesUnassigned() && !isValid(number)) {
            throw PhoneProblem.NOT_ASSIGNED.at(field);
        }
        return number;
    }

    /**
     * Returns the time zones that a number in E.164 form may be in. The list is empty for other text, and when they are not
     * known.
     */
    public static List<ZoneId> timeZones(String e164) {
        return hasCountryCode(e164) ? TIME_ZONES.of(e164) : List.of();
    }

    private static List<ZoneId> readTimeZones(String e164) {
        if (!isCleanAndPossible(e164)) {
            return List.of();
        }
        Phonenumber.PhoneNumber number = clean(e164);
        List<String> zones = TimeZones.MAPPER.getTimeZonesForNumber(number);
        if (zones.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
            // A number outside the known ranges may be anywhere in its country.
            zones = TimeZones.MAPPER.getTimeZonesForGeographicalNumber(number);
        }
        // Java does not know all zones of the library. One of them is Etc/Unknown, which stands for no zone.
        return zones.stream()
                .filter(ZoneRulesProvider.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .toList();
    }

    private static boolean isCleanAndValid(String typed) {
        return hasCountryCode(typed) && VALID.of(typed);
    }

    /** Whether the library reads the same valid number: it may drop digits that look like a prefix, as in +375 810 0000000. */
    private static boolean isReadAsTyped(String e164) {
        Phonenumber.PhoneNumber number = clean(e164);
        try {
            return isValid(number) && NUMBERS.parse(e164, null).equals(number);
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static boolean isCleanAndPossible(String typed) {
        Phonenumber.PhoneNumber number = clean(typed);
        return number != null
                && NUMBERS.isPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
    }

    /** Reads E.164 without parsing, because most numbers already have this form. Returns null for all others. */
    private static Phonenumber.PhoneNumber clean(String typed) {
        int end = endOfCountryCode(typed);
        return end == 0 ? null : nationalNumber(Integer.parseInt(typed, 1, end, 10), typed, end);
    }

    /** Returns the end of the country code of an E.164 number, or 0 for other text. */
    private static int endOfCountryCode(String typed) {
        int length = typed == null ? 0 : typed.length();
        if (length <= SHORTEST_E164_DIGITS
                || length > LONGEST_E164_DIGITS + 1
                || typed.charAt(0) != '+'
                || typed.charAt(1) == '0') {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (typed.charAt(i) < '0' || typed.charAt(i) > '9') {
                return 0;
            }
        }
        int countryCode = 0;
        for (int i = 1; i <= LONGEST_COUNTRY_CODE; i++) {
            countryCode = countryCode * 10 + typed.charAt(i) - '0';
            if (COUNTRY_CODES[countryCode]) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Phonenumber.PhoneNumber nationalNumber(int countryCode, String digits, int start) {
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber().setCountryCode(countryCode);
        int zeros = 0;
        while (start + zeros < digits.length() - 1 && digits.charAt(start + zeros) == '0') {
            zeros++;
        }
        if (zeros > 0) {
            number.setItalianLeadingZero(true);
        }
        if (zeros > 1) {
            number.setNumberOfLeadingZeros(zeros);
        }
        return number.setNationalNumber(Long.parseLong(digits, start, digits.length(), 10));
    }

    /** Checks the main region of the country code first: most numbers belong to it, and searching others is slow. */
    private static boolean isValid(Phonenumber.PhoneNumber number) {
        String mainRegion = NUMBERS.getRegionCodeForCountryCode(number.getCountryCode());
        return NUMBERS.isValidNumberForRegion(number, mainRegion) || NUMBERS.isValidNumber(number);
    }

    private static Phonenumber.PhoneNumber parsed(String plain, String defaultRegion, String field) {
        if (defaultRegion != null && !NUMBERS.getSupportedRegions().contains(defaultRegion)) {
            throw PhoneProblem.UNKNOWN_REGION.at(field);
        }
        try {
            return NUMBERS.parse(plain, defaultRegion);
        } catch (NumberParseException e) {
            // No cause, because the library's messages may quote the input.
            throw problem(e.getErrorType(), plain, defaultRegion).at(field);
        }
    }

    private static PhoneProblem problem(NumberParseException.ErrorType error, String plain, String defaultRegion) {
        return switch (error) {
            case INVALID_COUNTRY_CODE ->
                defaultRegion == null && !startsWithPlus(plain)
                        ? PhoneProblem.NO_COUNTRY_CODE
                        : PhoneProblem.UNKNOWN_COUNTRY_CODE;
            case NOT_A_NUMBER -> PhoneProblem.NOT_A_NUMBER;
            case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> PhoneProblem.TOO_SHORT;
            case TOO_LONG -> PhoneProblem.TOO_LONG;
        };
    }

    private static void requirePossible(Phonenumber.PhoneNumber number, String field) {
        switch (NUMBERS.isPossibleNumberWithReason(number)) {
            case IS_POSSIBLE -> {
                // valid length
            }
            case IS_POSSIBLE_LOCAL_ONLY -> {
                // Canada's 310-1234 is complete with seven digits.
                if (!isValid(number)) {
                    throw PhoneProblem.LOCAL_ONLY.at(field);
                }
            }
            case TOO_SHORT -> throw PhoneProblem.TOO_SHORT.at(field);
            case TOO_LONG -> throw PhoneProblem.TOO_LONG.at(field);
            case INVALID_COUNTRY_CODE -> throw PhoneProblem.UNKNOWN_COUNTRY_CODE.at(field);
            case INVALID_LENGTH -> throw PhoneProblem.WRONG_LENGTH.at(field);
        }
    }

    /** Removes invisible characters and a scheme. Fails when the text cannot be a number. */
    private static String plain(String typed, String field) {
        if (typed != null && typed.length() > InputLimit.PHONE.most()) {
            throw new InvalidPhoneException(field, InputLimit.PHONE.tooLong(), "Write one number only");
        }
        String plain = typed == null ? "" : withoutInvisible(typed).strip();
        if (plain.isEmpty()) {
            throw PhoneProblem.EMPTY.at(field);
        }
        if (!START.matcher(plain).matches() || HEXADECIMAL.matcher(plain).matches() || hasStrayLetters(plain)) {
            throw PhoneProblem.NOT_A_NUMBER.at(field);
        }
        return SCHEME.matcher(plain).replaceFirst("");
    }

    /** Removes the invisible direction marks that phones put around numbers, and makes all spaces plain. */
    private static String withoutInvisible(String typed) {
        StringBuilder visible = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> {
            if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
                visible.append(' ');
            } else if (Character.getType(c) != Character.FORMAT) {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    private static boolean hasStrayLetters(String plain) {
        String body = EXTENSION.matcher(SCHEME.matcher(plain).replaceFirst("")).replaceFirst("");
        if (body.regionMatches(true, 0, "tel:", 0, 4)) {
            int parameters = body.indexOf(';');
            body = body.substring(4, parameters < 0 ? body.length() : parameters);
        }
        long letters = body.codePoints().filter(Character::isLetter).count();
        return letters > 0
                && (letters < FEWEST_VANITY_LETTERS
                        || LETTER_BEFORE_DIGIT.matcher(body).find());
    }

    private static boolean isShortCode(String plain, String defaultRegion) {
        String digits = shortDigits(plain);
        if (digits == null) {
            return false;
        }
        boolean isOfRegion = defaultRegion == null
                ? SHORT_CODE.of(digits)
                : NUMBERS.getSupportedRegions().contains(defaultRegion) && isShortCodeOf(digits, defaultRegion);
        // An emergency number counts in every region, any other short code only in its own.
        return isOfRegion || EMERGENCY.of(digits);
    }

    /** Returns the digits of a text that is too short for a number without its country code; null for other text. */
    private static String shortDigits(String plain) {
        String digits = startsWithPlus(plain) ? "" : digits(plain);
        return digits.isEmpty()
                        || digits.length() > LONGEST_SHORT_CODE
                        || plain.codePoints().anyMatch(Character::isLetter)
                ? null
                : digits;
    }

    private static boolean anyRegion(Predicate<String> test) {
        return NUMBERS.getSupportedRegions().stream().anyMatch(test);
    }

    private static boolean isShortCodeOf(String digits, String region) {
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber()
                .setCountryCode(NUMBERS.getCountryCodeForRegion(region))
                .setNationalNumber(Long.parseLong(digits));
        return SHORT_NUMBERS.isValidShortNumberForRegion(number, region);
    }

    private static boolean startsWithPlus(String plain) {
        int first = plain.codePointAt(0);
        return first == '+' || first == '\uFF0B';
    }

    private static String digits(String plain) {
        return PhoneNumberUtil.normalizeDigitsOnly(plain);
    }

    /**
     * A phone number.
     *
     * @param extension the extension, or {@code null}
     * @param region    two letters, or {@code 001} for a number that belongs to no country
     */
    public record PhoneNumber(String e164, String extension, String region, PhoneNumberType type) {

        /** Returns the time zones that the number may be in. The list is empty when they are not known. */
        public List<ZoneId> timeZones() {
            return PhoneNumbers.timeZones(e164);
        }

        @Override
        public String toString() {
            return "PhoneNumber[" + PhoneMask.mask(e164) + "]";
        }
    }

    /** Loads the time zones on first use, because most programs never need them. */
    private static final class TimeZones {
        private static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();
    }
}
