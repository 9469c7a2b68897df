// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CardFitTest {

    private static final ContactCard EVERYTHING = ContactCard.builder()
            .fullName("Mira Okafor")
            .givenName("Mira")
            .familyName("Okafor")
            .organization("Harbor Books")
            .title("Bookseller")
            .phone("+12025550143", "mobile")
            .phone("+12025550144", "work")
            .phone("+12025550145;ext=3", "work")
            .email("mira@harborbooks.example", "work")
            .url("https://harborbooks.example", null)
            .address(CardEntry.Address.of("1 Quay Street", null, null, null, null, null))
            .note("x")
            .photo(CardPhoto.ofUrl("https://harborbooks.example/p.jpg"))
            .birthday("1990-05-20")
            .build();

    @ParameterizedTest
    @EnumSource(names = {"CHERT_VCARD", "LINQ_VCF"})
    void aVcardLosesNothing(CardFit fit) {
        assertThat(fit.lost(EVERYTHING)).isEmpty();
        assertThat(fit.fits(Samples.card("iphone.vcf"))).isTrue();
    }

    @Test
    void theContactObjectHasSixFields() {
        assertThat(CardFit.CHERT_CONTACT.lost(EVERYTHING))
                .containsExactly("title", "phones[2]", "urls", "addresses", "note", "photo", "birthday");
        assertThat(CardFit.CHERT_CONTACT.fits(EVERYTHING)).isFalse();
    }

    @Test
    void theContactObjectFitsWhatItDocuments() {
        ContactCard card = ContactCard.builder()
                .fullName("Mira Okafor")
                .organization("Harbor Books")
                .phone("+12025550143", "work")
                .email("mira@harborbooks.example", "Front desk")
                .build();

        assertThat(CardFit.CHERT_CONTACT.fits(card)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"112", "(202) 555-0143", "+1 202 555 0143", "+12025550143 ext 3", "+0123", "+1234567890123456"})
    void theContactObjectTakesOnlyE164(String number) {
        ContactCard card = ContactCard.builder().phone(number, null).build();

        assertThat(CardFit.CHERT_CONTACT.lost(card)).containsExactly("phones[0]");
    }

    @Test
    void whatsAppHasOneNameAndOneNumber() {
        assertThat(CardFit.WHATSAPP.lost(EVERYTHING))
                .containsExactly(
                        "organization",
                        "title",
                        "phones[1]",
                        "phones[2]",
                        "emails",
                        "urls",
                        "addresses",
                        "note",
                        "photo",
                        "birthday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "+12025550143", "12025550143", "+1 (202) 555-0143"})
    void whatsAppFitsANameAndANumber(String number) {
        ContactCard card =
                ContactCard.builder().fullName("Front Desk").phone(number, null).build();

        assertThat(CardFit.WHATSAPP.lost(card)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0812345678", "7", "1234567890123456", "+12025550143;ext=3", "1-800-FLOWERS"})
    void whatsAppTakesTwoToFifteenDigits(String number) {
        ContactCard card =
                ContactCard.builder().fullName("A").phone(number, null).build();

        assertThat(CardFit.WHATSAPP.lost(card)).containsExactly("phones[0]");
    }

    @Test
    void whatsAppCarriesTheFirstNumberThatItCan() {
        ContactCard card = ContactCard.builder()
                .givenName("Mira")
                .phone("1-800-FLOWERS", null)
                .phone("+12025550143", "work")
                .build();

        assertThat(CardFit.WHATSAPP.lost(card)).containsExactly("phones[0]", "phones[1].label");
    }

    @Test
    void aNameThatIsNotShownIsLost() {
        ContactCard card = ContactCard.builder()
                .fullName("The Boss")
                .givenName("Mira")
                .familyName("Okafor")
                .build();

        assertThat(CardFit.WHATSAPP.lost(card)).containsExactly("given_name", "family_name");
    }

    @Test
    void namesKeptLinesThatHoldMoreThanTheFields() {
        assertThat(CardFit.CHERT_CONTACT.lost(Samples.card("iphone.vcf")))
                .contains("kept.N", "kept.ORG", "kept.NICKNAME", "kept.IMPP", "kept.X-SOCIALPROFILE")
                .doesNotContain("kept.TEL", "kept.EMAIL", "kept.PRODID", "kept.X-ABLABEL", "kept.X-ABUID")
                .doesNotHaveDuplicates();
        assertThat(CardFit.CHERT_CONTACT.lost(
                        VCards.read("BEGIN:VCARD\nVERSION:3.0\nFN:A B\nBDAY:circa 1800\nREV:x\nEND:VCARD")))
                .containsExactly("kept.BDAY");
    }
}
