// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import ezvcard.VCardVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContactCardTest {

    private static final ContactCard FULL = ContactCard.builder()
            .fullName("Mira Okafor")
            .givenName("Mira")
            .familyName("Okafor")
            .organization("Harbor Books")
            .title("Bookseller")
            .phone("+12025550143", "work")
            .email("mira@harborbooks.example", "work")
            .url("https://harborbooks.example", null)
            .address(CardEntry.Address.of("1 Quay Street", "Annapolis", "MD", "21401", "US", null))
            .note("Likes tea")
            .photo(CardPhoto.ofUrl("https://harborbooks.example/mira.jpg"))
            .birthday(LocalDate.of(1990, 5, 20))
            .build();

    @Test
    void toStringRevealsNoData() {
        String printed = String.join(
                " ",
                Stream.of(
                                FULL,
                                FULL.phones(),
                                FULL.emails(),
                                FULL.urls(),
                                FULL.addresses(),
                                FULL.photo(),
                                CardPhoto.ofBytes(new byte[] {1}, null),
                                FULL.emails().get(0),
                                FULL.urls().get(0),
                                FULL.addresses().get(0),
                                new CardEntry.Phone("0171 1234567"),
                                Samples.card("iphone.vcf").kept(),
                                Samples.card("iphone.vcf").kept().properties())
                        .map(Object::toString)
                        .toList());

        assertThat(FULL).hasToString("ContactCard[1 phone, 1 email]");
        assertThat(printed)
                .doesNotContain(
                        "Mira", "Okafor", "harborbooks", "Quay", "tea", "2025550143", "1234567", "1990", "12345");
    }

    @Test
    void theBestNameIsShown() {
        assertThat(FULL.displayName()).isEqualTo("Mira Okafor");
        assertThat(card(b -> b.givenName("Mira").familyName("Okafor")).displayName())
                .isEqualTo("Mira Okafor");
        assertThat(card(b -> b.familyName("Okafor").organization("Books")).displayName())
                .isEqualTo("Okafor");
        assertThat(card(b -> b.organization("Books").email("a@b.example", null)).displayName())
                .isEqualTo("Books");
        assertThat(card(b -> b.email("a@b.example", null).phone("112", null)).displayName())
                .isEqualTo("a@b.example");
        assertThat(card(b -> b.phone("112", null)).displayName()).isEqualTo("112");
        assertThat(card(b -> b.title("Owner")).displayName()).isNull();
    }

    static Stream<UnaryOperator<ContactCard.Builder>> identifyingFields() {
        return Stream.of(
                b -> b.fullName("A"),
                b -> b.givenName("A"),
                b -> b.familyName("A"),
                b -> b.organization("A"),
                b -> b.phone("112", null),
                b -> b.email("a@b.example", null));
    }

    @ParameterizedTest
    @MethodSource("identifyingFields")
    void oneIdentifyingFieldIsEnough(UnaryOperator<ContactCard.Builder> field) {
        assertThat(card(field).isIdentifiable()).isTrue();
    }

    @Test
    void otherFieldsDoNotIdentifyACard() {
        assertThat(card(b -> b.fullName(" ").title("Owner").note("x").url("https://x.example", null))
                        .isIdentifiable())
                .isFalse();
    }

    @Test
    void equalFieldsMakeEqualCards() {
        assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasSameHashCodeAs(FULL);
    }

    static Stream<UnaryOperator<ContactCard.Builder>> changes() {
        return Stream.of(
                b -> b.fullName("X"),
                b -> b.givenName("X"),
                b -> b.familyName("X"),
                b -> b.organization("X"),
                b -> b.title("X"),
                b -> b.phones(List.of()),
                b -> b.emails(List.of()),
                b -> b.urls(List.of()),
                b -> b.addresses(List.of()),
                b -> b.note("X"),
                b -> b.photo(null),
                b -> b.birthday(MonthDay.of(5, 20)),
                b -> b.kept(new KeptProperties(VCardVersion.V4_0, List.of(new CardProperty(null, "X-A", null, "b")))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anyChangeMakesAnotherCard(UnaryOperator<ContactCard.Builder> change) {
        assertThat(change.apply(FULL.toBuilder()).build()).isNotEqualTo(FULL);
    }

    @Test
    void copiesItsLists() {
        List<CardEntry.Phone> phones = new java.util.ArrayList<>(List.of(new CardEntry.Phone("112")));
        ContactCard card = ContactCard.builder().phones(phones).build();
        phones.clear();

        assertThat(card.phones()).hasSize(1);
        assertThatThrownBy(() -> card.phones().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copiesThePhotoBytes() {
        byte[] bytes = {1, 2, 3};
        CardPhoto photo = CardPhoto.ofBytes(bytes, "image/JPEG");
        bytes[0] = 9;
        photo.bytes()[1] = 9;

        assertThat(photo).isEqualTo(CardPhoto.ofBytes(new byte[] {1, 2, 3}, "image/jpeg"));
        assertThat(photo).hasSameHashCodeAs(CardPhoto.ofBytes(new byte[] {1, 2, 3}, "image/jpeg"));
        assertThat(photo)
                .isNotEqualTo(CardPhoto.ofBytes(new byte[] {1, 2, 3}, null))
                .isNotEqualTo(CardPhoto.ofBytes(new byte[] {1}, "image/jpeg"))
                .isNotEqualTo(CardPhoto.ofUrl("https://x.example"))
                .isNotEqualTo("photo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20.05.1990", "1990-02-30", "--13-01", "soon"})
    void rejectsInvalidBirthdays(String birthday) {
        assertThatThrownBy(() -> ContactCard.builder().birthday(birthday))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageStartingWith("birthday: is not a date. Write")
                .hasMessageNotContaining(birthday)
                .hasNoCause();
    }

    @Test
    void acceptsNoBirthday() {
        assertThat(card(b -> b.birthday((String) null)).birthday()).isNull();
        assertThat(card(b -> b.birthday((LocalDate) null)).birthday()).isNull();
        assertThat(card(b -> b.birthday((MonthDay) null)).birthday()).isNull();
    }

    @Test
    void rejectsEmptyEntries() {
        assertThatThrownBy(() -> new CardEntry.Phone(" ")).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> new CardEntry.Email(null)).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> new CardEntry.Url("")).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> CardEntry.Address.of(null, " ", null, null, null, "home"))
                .isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> CardPhoto.ofBytes(new byte[0], null)).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> CardPhoto.ofBytes(null, null)).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> CardPhoto.ofUrl(null)).isInstanceOf(InvalidCardException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "end", "Version", "X-A:B", "X-A;B", "X-A\nEND", "X A", "X\"", "\u007F"})
    void rejectsPropertiesOfTheFrame(String name) {
        assertThatThrownBy(() -> new CardProperty(null, name, null, "x")).isInstanceOf(InvalidCardException.class);
    }

    @Test
    void rejectsGroupsThatWouldBreakALine() {
        assertThatThrownBy(() -> new CardProperty("a:b", "X-A", null, null)).isInstanceOf(InvalidCardException.class);
    }

    @Test
    void keepsNoLinesOfVersionTwo() {
        assertThatThrownBy(() -> new KeptProperties(VCardVersion.V2_1, List.of()))
                .isInstanceOf(InvalidCardException.class);
    }

    @Test
    void anErrorCanGetAFullerPath() {
        InvalidCardException refusal = new InvalidCardException("value", "is missing", "Set one").at("contact.value");

        assertThat(refusal).hasMessage("contact.value: is missing. Set one.");
        assertThat(refusal.cure()).isEqualTo("Set one");
    }

    private static ContactCard card(UnaryOperator<ContactCard.Builder> fields) {
        return fields.apply(ContactCard.builder()).build();
    }
}
