// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.provider.error.InvalidValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An address in any notation is read as one JID, or refused with the name of the field. */
class JidTest {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static Jid jid(String typed, String region) {
        WaConfiguration configuration = new WaConfiguration();
        configuration.setDefaultRegion(region);
        return Jid.of(typed, "to", configuration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+62 812 3456 7890",
                "+6281234567890",
                "6281234567890",
                " +62-812-3456-7890 ",
                "tel:+62-812-3456-7890",
                "6281234567890@s.whatsapp.net",
                "+6281234567890@s.whatsapp.net",
                "62 812-3456-7890@S.WhatsApp.net",
                "6281234567890:12@s.whatsapp.net",
                "6281234567890@c.us"
            })
    void readsEveryNotationOfANumberAsTheSamePerson(String typed) {
        assertThat(jid(typed, null).value()).isEqualTo("6281234567890@s.whatsapp.net");
    }

    @ParameterizedTest
    @CsvSource({
        "0812 3456 7890, ID, 6281234567890",
        "081234567890, ID, 6281234567890",
        "81234567890, ID, 6281234567890",
        "(415) 555-0100, US, 14155550100",
        "4155550100, US, 14155550100",
        "6281234567890, US, 6281234567890",
        "٠١٠٠١٢٣٤٥٦٧, EG, 201001234567",
        "00 62 812 3456 7890, DE, 6281234567890"
    })
    void readsNumbersWithoutCountryCodeByTheDefaultRegion(String typed, String region, String digits) {
        assertThat(jid(typed, region).value()).isEqualTo(digits + "@s.whatsapp.net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "120363000000000001@g.us",
                "6281234567890-1600000000@g.us",
                "123456789012345@lid",
                "120363000000000009@newsletter",
                "status@broadcast"
            })
    void keepsJidsOfGroupsAndChannelsUnchanged(String jid) {
        assertThat(jid(jid, "US").value()).isEqualTo(jid);
        assertThat(jid(jid, null).isPerson()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "89685024992",
                "89685024992@s.whatsapp.net",
                "0812 3456 7890",
                "(415) 555-0100",
                "0812@s.whatsapp.net",
                "@s.whatsapp.net",
                "abc@s.whatsapp.net",
                "112",
                "12345678901234567890",
                "120363@example.com",
                "word@g.us",
                "@lid",
                "news@broadcast",
                "+",
                "  ",
                "6281234567890@s.whatsapp.net@g.us"
            })
    void refusesInvalidAddressesAndNamesTheField(String typed) {
        assertThatThrownBy(() -> jid(typed, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("to:")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("8968", "4992", "5550100"));
    }

    static Stream<Arguments> examples() {
        return NUMBERS.getSupportedRegions().stream().sorted().flatMap(region -> Stream.of(
                        PhoneNumberUtil.PhoneNumberType.values())
                .map(type -> NUMBERS.getExampleNumberForType(region, type))
                .filter(number -> number != null)
                .map(number -> Arguments.of(region, number)));
    }

    /** Some examples are refused: the number library calls them invalid in another notation. */
    @ParameterizedTest
    @MethodSource("examples")
    void readsOrRefusesEveryExampleNumberOfEveryRegion(String region, Phonenumber.PhoneNumber number) {
        String e164 = NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        String expected = e164.substring(1) + "@s.whatsapp.net";

        readRight(e164, null, expected);
        readRight(e164.substring(1), null, expected);
        readRight(expected, null, expected);
        readRight(NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL), null, expected);
        readRight(NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL), region, expected);
        readRight(NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.NATIONAL), region, expected);
        readRight(NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.RFC3966), null, expected);
    }

    private static void readRight(String typed, String region, String expected) {
        try {
            assertThat(jid(typed, region).value()).isEqualTo(expected);
        } catch (InvalidPhoneException | InvalidValueException refused) {
            assertThat(refused.getMessage()).startsWith("to: ");
        }
    }

    /** Refusals such as those above are rare. */
    @Test
    void readsTheMobileExamplesOfNearlyAllRegions() {
        List<String> regions = NUMBERS.getSupportedRegions().stream()
                .filter(region ->
                        NUMBERS.getExampleNumberForType(region, PhoneNumberUtil.PhoneNumberType.MOBILE) != null)
                .toList();
        long read = regions.stream()
                .filter(region -> {
                    Phonenumber.PhoneNumber number =
                            NUMBERS.getExampleNumberForType(region, PhoneNumberUtil.PhoneNumberType.MOBILE);
                    String national = NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.NATIONAL);
                    try {
                        return jid(national, region).isPerson();
                    } catch (InvalidPhoneException e) {
                        return false;
                    }
                })
                .count();

        assertThat(regions).hasSizeGreaterThan(200);
        assertThat(read).isGreaterThanOrEqualTo(regions.size() - 2L);
    }

    @Test
    void withoutValidationTakesTheDigitsButNeverAsAGroup() {
        WaConfiguration configuration = new WaConfiguration();
        configuration.setValidatePhone(false);

        assertThat(Jid.of("+999 (555) 0100", "to", configuration).value()).isEqualTo("9995550100@s.whatsapp.net");
        assertThatThrownBy(() -> Jid.of("+62 812 3456 7890 1234", "to", configuration))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "112, 112",
        "911, 911",
        "+1 202 555 0143, 12025550143",
        "12025550143, 12025550143",
        "62 898-6502-4992@, ",
        "0812, ",
        "abc, ",
        "89685024992, ",
        "628@s.whatsapp.net, "
    })
    void readsCardNumbersAsDigitsIncludingShortCodes(String typed, String digits) {
        WaConfiguration configuration = new WaConfiguration();
        if (digits == null) {
            assertThatThrownBy(() -> Digits.contact(typed, "contact.phones[0].value", configuration))
                    .hasMessageStartingWith("contact.phones[0].value:");
        } else {
            assertThat(Digits.contact(typed, "contact.phones[0].value", configuration))
                    .isEqualTo(digits);
        }
    }

    @Test
    void masksTheNumberWhenPrinted() {
        assertThat(jid("+14155550100", null).toString()).doesNotContain("4155550100");
    }
}
