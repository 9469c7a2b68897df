// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhoneNumbersTest {

    /** A number may be newer than the bundled ranges. Its length must be possible, and its zones are the country's. */
    @Test
    void letsUnassignedNumbersThroughIfAsked() {
        PhoneNumbers.Rules rules = new PhoneNumbers.Rules(null, true);
        assertThat(rules.recipient("+1 555 123 4567")).isEqualTo("+15551234567");
        assertThat(rules.withRegion("US").recipient("(555) 123-4567")).isEqualTo("+15551234567");
        assertThat(PhoneNumbers.isAssigned("+15551234567")).isFalse();
        PhoneNumbers.PhoneNumber number = rules.parse("+15551234567");
        assertThat(number.region()).isEqualTo("US");
        assertThat(number.timeZones()).contains(ZoneId.of("America/New_York"), ZoneId.of("America/Los_Angeles"));
        assertThatThrownBy(() -> rules.recipient("+1 555 123 456")).hasMessageContaining("is too short");
        assertThatThrownBy(() -> PhoneNumbers.recipient("+15551234567", "US"))
                .hasMessageContaining("callingcard.unassigned-numbers=warn");
        assertThatThrownBy(() -> PhoneNumbers.recipient("415 555 0100", null))
                .hasMessageContaining("callingcard.default-region");
    }

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+14155550100                    |    | +14155550100",
                "+1 (415) 555-0100               |    | +14155550100",
                "(415) 555-0100                  | US | +14155550100",
                "415.555.0100                    | US | +14155550100",
                "1 415 555 0100                  | US | +14155550100",
                "[415] 555-0100                  | US | +14155550100",
                "tel:+1-415-555-0100             |    | +14155550100",
                "tel:+1-415-555-0100;ext=12      |    | +14155550100",
                "tel:555-0100;phone-context=+1-415 |  | +14155550100",
                "TEL: +1 415 555 0100            |    | +14155550100",
                "Tel. 030 123456                 | DE | +4930123456",
                "callto:+14155550100             |    | +14155550100",
                "sms:+14155550100                |    | +14155550100",
                "+1 415-555-0100 ext. 12         |    | +14155550100",
                "+1 415-555-0100 x12             |    | +14155550100",
                "+1 415-555-0100 #12             |    | +14155550100",
                "0049 30 123456                  | DE | +4930123456",
                "0049 30 123456                  | FR | +4930123456",
                "011 49 30 123456                | US | +4930123456",
                "1-800-FLOWERS                   | US | +18003569377",
                "1-800-GO-FEDEX                  | US | +18004633339",
                "+٤٩ ٣٠ ١٢٣٤٥٦                   |    | +4930123456",
                "۰۳۰ ۱۲۳۴۵۶                      | DE | +4930123456",
                "＋１（４１５）５５５－０１００  |    | +14155550100",
                "06 1234 5678                    | IT | +390612345678",
                "+390612345678                   |    | +390612345678",
                "011 15-2345-6789                | AR | +5491123456789",
                "0812-3456-7890                  | ID | +6281234567890",
                "+800 1234 5678                  |    | +80012345678",
            })
    void convertsTypedNumbersToE164(String typed, String region, String e164) {
        assertThat(PhoneNumbers.recipient(typed, region)).isEqualTo(e164);
        assertThat(PhoneNumbers.parse(typed, region).e164()).isEqualTo(e164);
        assertThat(PhoneNumbers.contactNumber(typed, region)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202A+1 (415) 555-0100\u202C",
                "\u200E+1\u00A0415\u00A0555\u20110100\u200F",
                "\u2066+14155550100\u2069",
                "\uFEFF+14155550100",
                " \t+1\u2009415\u3000555 0100\n",
                "+1\u200B4155550100",
            })
    void ignoresInvisibleCharacters(String typed) {
        assertThat(PhoneNumbers.recipient(typed, null)).isEqualTo("+14155550100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "''                      |    | is empty",
                "'   '                   |    | is empty",
                "null                    |    | is empty",
                "hello                   | US | is not a phone number",
                "0x1F600                 | US | is not a phone number",
                "0x4155550100            | US | is not a phone number",
                "0xDEADBEEF              | US | is not a phone number",
                "deadbeef4155550100      | US | is not a phone number",
                "call 415 555 0100       | US | is not a phone number",
                "415555O1OO              | US | is not a phone number",
                "+1415555O1OO            |    | is not a phone number",
                "415A5550100             | US | is not a phone number",
                "14155550100@s.whatsapp.net | US | is not a phone number",
                "+                       | US | is not a phone number",
                "++14155550100x          | US | is not a phone number",
                "(415) 555-0100          |    | has no country code",
                "0812 3456 7890          |    | has no country code",
                "+999 415 555 0100       |    | has an unknown country code",
                "+14155550100            | ZZ | ",
                "(415) 555-0100          | ZZ | cannot be read because the default region is unknown",
                "415 555 0100            | Us | cannot be read because the default region is unknown",
                "112                     | DE | is a short code, which cannot receive messages",
                "112                     |    | is a short code, which cannot receive messages",
                "911                     | US | is a short code, which cannot receive messages",
                "1-1-2                   | DE | is a short code, which cannot receive messages",
                "+1415555                |    | is too short for its country",
                "+1 415 555 0100 0100    |    | is too long for its country",
                "+1 415 555 0100 0100 0100 0100 |    | is too long for its country",
                "555-0100                | US | has no area code",
                "+1 999 555 0100         |    | is outside the number ranges of its country",
                "+112                    |    | is too short for its country",
                "+4912                   |    | has no area code",
            })
    void rejectsNumbersThatCannotReceiveMessages(String typed, String region, String reason) {
        if (reason == null) {
            assertThat(PhoneNumbers.recipient(typed, region)).isEqualTo(typed);
            return;
        }
        assertThatThrownBy(() -> PhoneNumbers.recipient(typed, region))
                .isInstanceOfSatisfying(InvalidPhoneException.class, e -> {
                    assertThat(e.field()).isEqualTo("recipient");
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessage("recipient: " + reason + ". " + e.cure() + ".");
                    assertThat(e.getCause()).isNull();
                });
    }

    @Test
    void anErrorNeverContainsTheNumber() {
        assertThatThrownBy(() -> PhoneNumbers.recipient("+1 999 555 0100", null))
                .hasMessageNotContainingAny("999", "0100 ");
    }

    @Test
    void aCallerCanNameTheField() {
        assertThatThrownBy(() -> {
                    try {
                        PhoneNumbers.contactNumber("x", null);
                    } catch (InvalidPhoneException e) {
                        throw e.at("phones[1].value");
                    }
                })
                .isInstanceOf(InvalidPhoneException.class)
                .hasMessageStartingWith("phones[1].value: is not a phone number. ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "112          | DE | 112",
                "112          |    | 112",
                "١١٢          | EG | 112",
                "310-1234     | CA | +13101234",
                "1-1-2        | DE | 112",
                "911          | US | 911",
                "+1 999 555 0100 | | +19995550100",
                "+14155550100 ext 7 | | +14155550100",
            })
    void aCardMayHoldShortCodesAndNumbersNotYetAssigned(String typed, String region, String number) {
        assertThat(PhoneNumbers.contactNumber(typed, region)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "555-0100   | US | has no area code",
                "7          | US | is not a phone number",
                "+49        |    | is not a phone number",
                "0000000    |    | has no country code",
            })
    void aCardMayNotHoldFragments(String typed, String region, String reason) {
        assertThatThrownBy(() -> PhoneNumbers.contactNumber(typed, region))
                .isInstanceOfSatisfying(InvalidPhoneException.class, e -> {
                    assertThat(e.field()).isEqualTo("phone");
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    @Test
    void tellsExtensionRegionAndType() {
        PhoneNumbers.PhoneNumber number = PhoneNumbers.parse("+44 7400 123456 ext. 12", null);

        assertThat(number).isEqualTo(new PhoneNumbers.PhoneNumber("+447400123456", "12", "GB", PhoneNumberType.MOBILE));
        assertThat(number.toString()).doesNotContain("7400123456");
        assertThat(PhoneNumbers.parse("+14155550100", null).extension()).isNull();
    }

    @Test
    void tellsTimeZones() {
        assertThat(PhoneNumbers.parse("+14155550100", null).timeZones())
                .containsExactly(ZoneId.of("America/Los_Angeles"));
        assertThat(PhoneNumbers.parse("+6281234567890", null).timeZones()).contains(ZoneId.of("Asia/Jakarta"));
        assertThat(PhoneNumbers.parse("+12423450100", null).timeZones()).hasSize(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"+", "+1", "14155550100", "+1415555010a", "+99912345678901", "+0123456789", "+12345678901234567"
            })
    void theFastPathRejectsInvalidNumbers(String typed) {
        assertThatThrownBy(() -> PhoneNumbers.recipient(typed, null)).isInstanceOf(InvalidPhoneException.class);
    }

    static Stream<Phonenumber.PhoneNumber> examples() {
        Stream<Phonenumber.PhoneNumber> ofRegions = LIBRARY.getSupportedRegions().stream()
                .flatMap(region -> EnumSet.allOf(PhoneNumberType.class).stream()
                        .filter(type -> type != PhoneNumberType.UNKNOWN)
                        .map(type -> LIBRARY.getExampleNumberForType(region, type)));
        Stream<Phonenumber.PhoneNumber> ofNoRegion =
                LIBRARY.getSupportedGlobalNetworkCallingCodes().stream().map(LIBRARY::getExampleNumberForNonGeoEntity);
        return Stream.concat(ofRegions, ofNoRegion).filter(java.util.Objects::nonNull);
    }

    @Test
    void everyExampleNumberIsReadInEveryForm() {
        Map<String, String> wrong = new HashMap<>();
        long count = examples().peek(example -> check(example, wrong)).count();

        assertThat(count).isGreaterThan(1_000);
        assertThat(wrong).isEmpty();
    }

    private static void check(Phonenumber.PhoneNumber example, Map<String, String> wrong) {
        String e164 = LIBRARY.format(example, PhoneNumberFormat.E164);
        if (!LIBRARY.isValidNumber(example)) {
            return;
        }
        String region = LIBRARY.getRegionCodeForNumber(example);
        for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
            boolean nationalOfNoRegion = format == PhoneNumberFormat.NATIONAL && region.equals("001");
            if (!nationalOfNoRegion) {
                String typed = LIBRARY.format(example, format);
                String defaultRegion = format == PhoneNumberFormat.NATIONAL ? region : null;
                expect(e164, typed, defaultRegion, wrong);
                expect(e164, inArabicDigits(typed), defaultRegion, wrong);
            }
        }
    }

    private static void expect(String e164, String typed, String region, Map<String, String> wrong) {
        String read;
        try {
            read = PhoneNumbers.recipient(typed, region);
        } catch (InvalidPhoneException e) {
            read = e.reason();
        }
        if (!read.equals(e164)) {
            wrong.put(typed + " in " + region, read + " instead of " + e164);
        }
    }

    private static String inArabicDigits(String typed) {
        StringBuilder arabic = new StringBuilder();
        typed.chars().forEach(c -> arabic.append((char) (c >= '0' && c <= '9' ? c - '0' + '\u0660' : c)));
        return arabic.toString();
    }

    @Test
    void aPrefixAfterTheCountryCodeIsNotPartOfANumber() {
        assertThatThrownBy(() -> PhoneNumbers.recipient("+3758100000000", null))
                .isInstanceOf(InvalidPhoneException.class);
    }

    /** The fast path must agree with the library's parser, also for unassigned numbers. */
    @Property(tries = 20_000)
    void theFastPathAgreesWithTheParser(@ForAll @NumericChars @StringLength(min = 7, max = 15) String digits) {
        String typed = "+" + digits;
        String parsed;
        try {
            Phonenumber.PhoneNumber number = LIBRARY.parse(typed, null);
            parsed = LIBRARY.isValidNumber(number) ? LIBRARY.format(number, PhoneNumberFormat.E164) : null;
        } catch (com.google.i18n.phonenumbers.NumberParseException e) {
            parsed = null;
        }
        String read;
        try {
            read = PhoneNumbers.recipient(typed, null);
        } catch (InvalidPhoneException e) {
            read = null;
        }
        assertThat(read).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource({
        "+1 202 555 0143 ext. 7, true",
        "+12025550143;ext=7, true",
        "+12025550143, false",
        "(202) 555-0143, false",
        "112, false"
    })
    void findsExtensions(String typed, boolean extension) {
        assertThat(PhoneNumbers.hasExtension(typed, "US")).isEqualTo(extension);
    }
}
