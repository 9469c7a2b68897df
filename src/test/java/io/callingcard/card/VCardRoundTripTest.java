// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;
import ezvcard.property.VCardProperty;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VCardRoundTripTest {

    @ParameterizedTest
    @CsvSource({
        "iphone.vcf, V3_0",
        "google.vcf, V3_0",
        "outlook-windows-1252.vcf, V3_0",
        "android-2.1.vcf, V3_0",
        "whatsapp-group.vcf, V3_0",
        "four.vcf, V4_0",
    })
    void aRoundTripKeepsTheCard(String file, VCardVersion version) {
        ContactCard card = Samples.card(file);

        assertThat(VCards.read(VCards.write(card, version))).isEqualTo(card);
    }

    @ParameterizedTest
    @CsvSource({"iphone.vcf, V3_0", "google.vcf, V3_0", "whatsapp-group.vcf, V3_0", "four.vcf, V4_0"})
    void noPropertyIsLost(String file, VCardVersion version) throws Exception {
        byte[] original = Samples.bytes(file);

        String written = VCards.write(VCards.read(original), version);

        assertThat(propertiesOf(written)).containsAll(propertiesOf(new String(original, StandardCharsets.UTF_8)));
    }

    /** Returns the properties as ez-vcard reads them. The case of a photo's type has no meaning. */
    private static List<String> propertiesOf(String text) throws Exception {
        try (VCardReader reader = new VCardReader(text)) {
            VCard card = reader.readNext();
            return card.getProperties().stream()
                    .map(VCardRoundTripTest::canonical)
                    .collect(Collectors.toList());
        }
    }

    private static String canonical(VCardProperty property) {
        return property.toString().replace("TYPE=[JPEG]", "TYPE=[jpeg]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item1.X-ABLabel:_$!<School>!$_",
                "item2.X-ABLabel:Front desk\\, upstairs",
                "item5.X-ABDATE;TYPE=pref:2019-09-01",
                "X-SOCIALPROFILE;TYPE=twitter;X-USERID=12345:http://twitter.com/mira",
                "IMPP;X-SERVICE-TYPE=Skype;TYPE=HOME,pref:skype:mira.okafor",
                "N:Okafor;Mira;Ada;Dr.;PhD",
                "ORG:Harbor Books;Front of House;",
                "PRODID:-//Apple Inc.//iPhone OS 17.4.1//EN",
                "CATEGORIES:Friends,Books\\, rare",
            })
    void keepsUnknownLines(String line) {
        assertThat(VCards.write(Samples.card("iphone.vcf"))).contains("\r\n" + line + "\r\n");
    }

    @Test
    void keepsTheExtraAddressPartOfGoogle() {
        assertThat(unfolded(VCards.write(Samples.card("google.vcf"))))
                .contains("\r\nADR;TYPE=WORK:;;Havnegade 1;København;;1058;DK;Havnegade 1\\n1058 København\\nDK\r\n");
    }

    @Test
    void versionFourSurvivesInThePhonesVersion() {
        String three = unfolded(VCards.write(Samples.card("four.vcf")));

        assertThat(three)
                .contains("\r\nVERSION:3.0\r\n")
                .contains("\r\nFN;PID=1.1;TYPE=pref:Aiko Tanaka\r\n")
                .contains("\r\nFN;LANGUAGE=ja;PREF=2:田中愛子\r\n")
                .contains("\r\nTEL;TYPE=work,voice,pref:+81-3-1234-5678\\;ext=12\r\n")
                .contains("\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20\r\n")
                .contains("\r\nPHOTO;ENCODING=b;TYPE=jpeg:/9j/")
                .contains("\r\nGEO:35.6895;139.6917\r\n")
                .contains("\r\nLABEL:1-1 Chiyoda\\nTokyo\r\n")
                .contains("\r\nGENDER:F;grrl\r\n")
                .contains("\r\nX-QQ;X-NOTE=\"semi;colon, and ^'quote^'\":12345\r\n")
                .contains("\r\nRELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6\r\n");
    }

    @Test
    void versionThreeSurvivesInVersionFour() {
        String four = unfolded(VCards.write(
                VCards.read("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nN:;A;;;\r\nTEL;TYPE=CELL,pref:+12025550143\r\n"
                        + "GEO:1.5;2.5\r\nBDAY;X-A=1:1990-05-20\r\nLOGO;ENCODING=b;TYPE=PNG:AAAA\r\n"
                        + "SOUND;ENCODING=b;TYPE=WAVE:AAAA\r\nKEY;ENCODING=b;TYPE=PGP:AAAA\r\n"
                        + "LOGO;VALUE=uri:http://x.example/l.gif\r\nEND:VCARD\r\n"),
                VCardVersion.V4_0));

        assertThat(four)
                .contains("\r\nTEL;TYPE=CELL;PREF=1:+12025550143\r\n")
                .contains("\r\nGEO:geo:1.5,2.5\r\n")
                .contains("\r\nBDAY;X-A=1:19900520\r\n")
                .containsIgnoringCase("\r\nLOGO:data:image/png;base64,AAAA\r\n")
                .containsIgnoringCase("\r\nSOUND:data:audio/wave;base64,AAAA\r\n")
                .containsIgnoringCase("\r\nKEY:data:application/pgp;base64,AAAA\r\n")
                .contains("http://x.example/l.gif");
    }

    @Test
    void bytesOfOtherLinesComeBackFromVersionFour() {
        String three = unfolded(VCards.write(VCards.read("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\n"
                + "LOGO:data:image/png;base64,AAAA\r\nSOUND:http://x.example/a.ogg\r\nKEY;VALUE=text:secret\r\n"
                + "BDAY;VALUE=text:in spring\r\nGEO:1;2\r\nEND:VCARD\r\n")));

        assertThat(three)
                .contains("\r\nN:;A;;;\r\n")
                .contains("\r\nLOGO;ENCODING=b;TYPE=png:AAAA\r\n")
                .contains("\r\nSOUND;MEDIATYPE=audio/ogg;VALUE=uri:http://x.example/a.ogg\r\n")
                .contains("\r\nBDAY;VALUE=text:in spring\r\n");
    }

    @Test
    void writesNoProdId() {
        assertThat(VCards.write(ContactCard.builder().fullName("A").build())).doesNotContain("PRODID");
    }

    @Test
    void writesACardAsPhonesExpectIt() {
        ContactCard card = ContactCard.builder()
                .fullName("Mira Okafor")
                .organization("Harbor Books; Ltd")
                .phone("+12025550143", "mobile")
                .phone("+12025550144", "Front desk")
                .email("mira@harborbooks.example", "work")
                .url("https://harborbooks.example/a,b", null)
                .note("one\ntwo")
                .birthday(MonthDay.of(5, 20))
                .build();

        assertThat(VCards.write(card))
                .isEqualTo("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nN:;Mira Okafor;;;\r\n"
                        + "ORG:Harbor Books\\; Ltd\r\nNOTE:one\\ntwo\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20\r\n"
                        + "TEL;TYPE=CELL:+12025550143\r\nitem1.TEL:+12025550144\r\nitem1.X-ABLabel:Front desk\r\n"
                        + "EMAIL;TYPE=WORK:mira@harborbooks.example\r\nURL:https://harborbooks.example/a,b\r\n"
                        + "END:VCARD\r\n");
        assertThat(VCards.write(card, VCardVersion.V4_0))
                .contains("\r\nBDAY:--0520\r\n")
                .doesNotContain("\r\nN:");
    }

    @Test
    void cannotWriteVersionTwo() {
        ContactCard card = ContactCard.builder().fullName("A").build();

        assertThatThrownBy(() -> VCards.write(card, VCardVersion.V2_1)).hasMessageContaining("3.0 or 4.0");
    }

    @Test
    void foldsAtSeventyFiveOctetsBetweenCharacters() {
        String text = VCards.write(
                ContactCard.builder().fullName("A").note("é😀".repeat(80)).build());

        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(75));
        assertThat(VCards.read(text.getBytes(StandardCharsets.UTF_8)).note()).isEqualTo("é😀".repeat(80));
    }

    @Test
    void ezVcardObjectsConvertBothWays() {
        VCard vcard = new VCard(VCardVersion.V4_0);
        vcard.setFormattedName("Mira Okafor");
        vcard.addTelephoneNumber("+12025550143");
        vcard.addExtendedProperty("X-LOYALTY", "gold");

        ContactCard card = VCards.from(vcard);

        assertThat(card.fullName()).isEqualTo("Mira Okafor");
        VCard back = VCards.toVCard(card);
        assertThat(back.getVersion()).isEqualTo(VCardVersion.V4_0);
        assertThat(back.getFormattedName().getValue()).isEqualTo("Mira Okafor");
        assertThat(back.getExtendedProperty("X-LOYALTY").getValue()).isEqualTo("gold");
        assertThat(VCards.from(back)).isEqualTo(card);
    }

    @Test
    void parametersThatWouldBreakALineAreEncoded() {
        VCard vcard = new VCard();
        vcard.setFormattedName("A B");
        vcard.addExtendedProperty("X-ODD", "v").setParameter("X-P", "a\"b\r\nc;^n^^ ^");

        String text = VCards.write(VCards.from(vcard));

        assertThat(text).contains("X-ODD;X-P=\"a^'b^nc;^^n^^^ ^^\":v");
        assertThat(ContactJson.write(VCards.read(text))).isEqualTo(ContactJson.write(VCards.from(vcard)));
    }

    @Property(tries = 300)
    void fieldsSurviveTheVcard(@ForAll("cards") ContactCard card) {
        for (VCardVersion version : List.of(VCardVersion.V3_0, VCardVersion.V4_0)) {
            ContactCard back = VCards.read(VCards.write(card, version));

            assertThat(ContactJson.write(withoutKept(back))).isEqualTo(ContactJson.write(card));
            assertThat(ContactJson.write(VCards.read(VCards.write(back, version))))
                    .isEqualTo(ContactJson.write(back));
        }
    }

    @Property(tries = 300)
    void linesSurviveTheVcard(@ForAll("cards") ContactCard card, @ForAll("unknownLines") List<CardProperty> lines) {
        ContactCard withLines = card.toBuilder()
                .kept(new KeptProperties(VCardVersion.V3_0, lines))
                .build();

        ContactCard back = VCards.read(VCards.write(withLines));

        assertThat(back.kept().properties()).containsAll(lines);
        assertThat(ContactJson.read(ContactJson.write(back).toString())).isEqualTo(back);
    }

    private static ContactCard withoutKept(ContactCard card) {
        return card.toBuilder().kept(KeptProperties.NONE).build();
    }

    @Provide
    Arbitrary<ContactCard> cards() {
        Arbitrary<String> text = text();
        Arbitrary<String> label = Arbitraries.oneOf(
                        text,
                        Arbitraries.of(
                                "work", "home", "mobile", "work fax", "home fax", "fax", "iPhone", "main", "car"))
                .injectNull(0.2);
        Arbitrary<ContactCard.Builder> names = Combinators.combine(
                        text, text.injectNull(0.3), text.injectNull(0.3), text.injectNull(0.3), text.injectNull(0.3))
                .as((full, family, organization, title, note) -> ContactCard.builder()
                        .fullName("Full " + full)
                        .givenName(family == null ? null : "Given " + full)
                        .familyName(family)
                        .organization(organization)
                        .title(title)
                        .note(note));
        Arbitrary<List<CardEntry.Address>> addresses = Combinators.combine(text, text.injectNull(0.5), label)
                .as((street, town, kind) -> CardEntry.Address.of(street, town, null, null, null, kind))
                .list()
                .ofMaxSize(2);
        Arbitrary<String> birthday = Arbitraries.oneOf(
                        Arbitraries.longs().between(-30_000, 20_000).map(day -> LocalDate.ofEpochDay(day)
                                .toString()),
                        Arbitraries.integers().between(1, 366).map(day -> MonthDay.from(LocalDate.ofYearDay(2000, day))
                                .toString()))
                .injectNull(0.5);
        Arbitrary<CardPhoto> photo = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(200)
                .map(bytes -> CardPhoto.ofBytes(bytes, "image/png"))
                .injectNull(0.5);
        return Combinators.combine(
                        names,
                        Combinators.combine(text, label)
                                .as(CardEntry.Phone::new)
                                .list()
                                .ofMaxSize(3),
                        Combinators.combine(text, label)
                                .as(CardEntry.Email::new)
                                .list()
                                .ofMaxSize(3),
                        Combinators.combine(text, label)
                                .as(CardEntry.Url::new)
                                .list()
                                .ofMaxSize(2),
                        addresses,
                        birthday,
                        photo)
                .as((builder, phones, emails, urls, places, day, picture) -> builder.phones(phones)
                        .emails(emails)
                        .urls(urls)
                        .addresses(places)
                        .birthday(day)
                        .photo(picture)
                        .build());
    }

    @Provide
    Arbitrary<List<CardProperty>> unknownLines() {
        Arbitrary<String> name = Arbitraries.of("X-ABRELATEDNAMES", "X-LOYALTY", "NICKNAME", "ROLE", "X-a_b");
        Arbitrary<Map<String, List<String>>> parameters = Arbitraries.maps(
                        Arbitraries.of("X-ONE", "X-TWO", "LANGUAGE"),
                        text().list().ofSize(1))
                .ofMaxSize(2);
        return Combinators.combine(Arbitraries.of("item7", "x").injectNull(0.5), name, parameters, text())
                .as((group, lineName, lineParameters, value) ->
                        new CardProperty(group, lineName, lineParameters, CardField.escaped(value)))
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("aZ09 ,;:\\\"'^.=+-@/\n()éß中\u0301")
                .ofMinLength(0)
                .ofMaxLength(90)
                .map(text -> "t" + text + "t");
    }

    private static String unfolded(String text) {
        return text.replace("\r\n ", "");
    }
}
