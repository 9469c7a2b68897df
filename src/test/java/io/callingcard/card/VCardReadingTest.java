// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VCardReadingTest {

    @Test
    void readsIphoneExports() {
        ContactCard card = Samples.card("iphone.vcf");

        assertThat(card.fullName()).isEqualTo("Dr. Mira Ada Okafor PhD");
        assertThat(card.givenName()).isEqualTo("Mira");
        assertThat(card.familyName()).isEqualTo("Okafor");
        assertThat(card.organization()).isEqualTo("Harbor Books");
        assertThat(card.title()).isEqualTo("Bookseller");
        assertThat(card.phones())
                .containsExactly(
                        new CardEntry.Phone("+1 (202) 555-0143", "iPhone"),
                        new CardEntry.Phone("(202) 555-0144", "work"),
                        new CardEntry.Phone("+1 202-555-0145", "Front desk, upstairs"));
        assertThat(card.emails())
                .containsExactly(
                        new CardEntry.Email("mira@harborbooks.example", "school"),
                        new CardEntry.Email("desk@harborbooks.example", "work"));
        assertThat(card.urls()).containsExactly(new CardEntry.Url("https://harborbooks.example/?a=1,2", "homepage"));
        assertThat(card.addresses())
                .containsExactly(CardEntry.Address.of(
                        "1 Quay Street\nDock 4", "Annapolis", "MD", "21401", "United States", "home"));
        assertThat(card.note()).isEqualTo("Likes tea; not coffee.\nCall after 10:00, please.");
        assertThat(card.birthday()).isEqualTo("--05-20");
        assertThat(card.photo().contentType()).isEqualTo("image/jpeg");
        assertThat(card.photo().bytes()).hasSize(269).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
        assertThat(card.kept().properties())
                .extracting(CardProperty::name)
                .contains("NICKNAME", "X-SOCIALPROFILE", "X-ABDATE", "X-ABRELATEDNAMES", "IMPP", "CATEGORIES");
    }

    @Test
    void readsGoogleExports() {
        ContactCard card = Samples.card("google.vcf");

        assertThat(card.fullName()).isEqualTo("Zoë Ærø");
        assertThat(card.organization()).isEqualTo("Havn & Co.");
        assertThat(card.phones())
                .containsExactly(
                        new CardEntry.Phone("+45 32 12 34 56", "mobile"),
                        new CardEntry.Phone("+4533123456", "Sommerhus"));
        assertThat(card.emails())
                .containsExactly(
                        new CardEntry.Email("zoe@example.com"), new CardEntry.Email("zoe.home@example.com", "home"));
        assertThat(card.urls())
                .singleElement()
                .extracting(CardEntry.Url::value)
                .asString()
                .startsWith("http://www.google");
        assertThat(card.photo()).isEqualTo(CardPhoto.ofUrl("https://lh3.googleusercontent.com/contacts/abc"));
        assertThat(card.birthday()).isEqualTo("1990-05-20");
        assertThat(card.addresses())
                .containsExactly(CardEntry.Address.of("Havnegade 1", "København", null, "1058", "DK", "work"));
    }

    @Test
    void readsOutlookExports() {
        ContactCard card = Samples.card("outlook-windows-1252.vcf");

        assertThat(card.fullName()).isEqualTo("Jürgen Grün");
        assertThat(card.title()).isEqualTo("Geschäftsführer");
        assertThat(card.note())
                .isEqualTo("Erste Zeile\nZweite Zeile, mit Überlänge die so lang ist,"
                        + " dass sie weich umbrochen wird; € 100\n");
        assertThat(card.phones())
                .containsExactly(
                        new CardEntry.Phone("+49 30 123456", "work"),
                        new CardEntry.Phone("0171 1234567", "mobile"),
                        new CardEntry.Phone("+49 30 123457", "work fax"));
        assertThat(card.addresses())
                .containsExactly(CardEntry.Address.of("Straße 5", "Köln", null, "50667", "Deutschland", "work"));
        assertThat(card.birthday()).isEqualTo("1964-12-31");
    }

    @Test
    void readsOldAndroidExports() {
        ContactCard card = Samples.card("android-2.1.vcf");

        assertThat(card.fullName()).isEqualTo("Иван Петров");
        assertThat(card.givenName()).isEqualTo("Иван");
        assertThat(card.note()).isEqualTo("строка один\nстрока два");
        assertThat(card.addresses())
                .singleElement()
                .extracting(CardEntry.Address::street)
                .isEqualTo("ул. Ленина, 1");
        assertThat(card.photo().bytes()).hasSize(269);
        assertThat(card.phones()).extracting(CardEntry.Phone::label).containsExactly("mobile", "X-Dacha");
    }

    @Test
    void readsVersionFour() {
        ContactCard card = Samples.card("four.vcf");

        assertThat(card.fullName()).isEqualTo("Aiko Tanaka");
        assertThat(card.phones())
                .containsExactly(
                        new CardEntry.Phone("+81-3-1234-5678;ext=12", "work"),
                        new CardEntry.Phone("+819012345678", "mobile"));
        assertThat(card.birthday()).isEqualTo("--05-20");
        assertThat(card.photo().contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void readsSeveralCardsOfSeveralVersionsInOneFile() {
        assertThat(VCards.readAll(Samples.bytes("several.vcf")))
                .extracting(ContactCard::fullName)
                .containsExactly("Card One", "Card Two", "Card Three");
    }

    @Test
    void readsAWholeNameInPlaceOfTheGivenName() {
        ContactCard card = Samples.card("whatsapp-group.vcf");

        assertThat(card.fullName()).isEqualTo("Front Desk");
        assertThat(card.givenName()).isNull();
        assertThat(card.phones()).containsExactly(new CardEntry.Phone("+1 415 555 0111", "Mobil"));
    }

    @Test
    void honorsAByteOrderMark() {
        assertThat(Samples.card("utf16-with-mark.vcf").fullName()).isEqualTo("Łukasz Żółć");
    }

    @Test
    void joinsCharactersThatWereFoldedInTheMiddle() {
        assertThat(Samples.card("folded-inside-characters.vcf").note()).isEqualTo("é".repeat(60));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-1"})
    void readsUnmarkedBytesOfTheUsualCharsets(String charset) throws IOException {
        byte[] bytes = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ærø\r\nEND:VCARD\r\n".getBytes(charset);

        assertThat(VCards.read(bytes).fullName()).isEqualTo("Zoë Ærø");
        assertThat(VCards.read(new ByteArrayInputStream(bytes)).fullName()).isEqualTo("Zoë Ærø");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, EFBBBF", "UTF-16BE, FEFF", "UTF-16LE, FFFE"})
    void readsMarkedBytes(String charset, String mark) throws IOException {
        byte[] text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ærø\r\nEND:VCARD\r\n".getBytes(charset);
        byte[] start = java.util.HexFormat.of().parseHex(mark);
        byte[] bytes = java.util.Arrays.copyOf(start, start.length + text.length);
        System.arraycopy(text, 0, bytes, start.length, text.length);

        assertThat(VCards.read(bytes).fullName()).isEqualTo("Zoë Ærø");
    }

    @ParameterizedTest
    @CsvSource({"Shift_JIS, 田中", "windows-1251, Иван", "ISO-8859-2, Łukasz", "UTF-8, Zoë"})
    void honorsTheCharsetOfALine(String charset, String name) throws IOException {
        byte[] bytes = ("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=" + charset + ":;" + name + "\r\nFN;CHARSET=" + charset
                        + ":" + name + "\r\nTEL;CELL:+12025550143\r\nEND:VCARD\r\n")
                .getBytes(charset);

        ContactCard card = VCards.read(bytes);

        assertThat(card.fullName()).isEqualTo(name);
        assertThat(VCards.write(card)).doesNotContainIgnoringCase("charset");
    }

    @ParameterizedTest
    @CsvSource({"no-such-charset", "'%%'"})
    void anUnknownCharsetFallsBack(String charset) {
        byte[] bytes = ("BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=" + charset + ":Zo\u00EB\r\nEND:VCARD\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(VCards.read(bytes).fullName()).isEqualTo("Zoë");
    }

    @Test
    void unfoldsLinesAndForgivesBareLineFeeds() {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:3.0\nFN:Mira\n  Okafor\nNOTE:one\n\ttwo\nEND:VCARD");

        assertThat(card.fullName()).isEqualTo("Mira Okafor");
        assertThat(card.note()).isEqualTo("onetwo");
    }

    @Test
    void emptyLinesMakeNoEntries() {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:3.0\nFN:A\nN:;;;;\nTEL;TYPE=HOME:\nEMAIL:\nURL:\n"
                + "ADR:;;;;;;\nORG:\nTITLE:\nNOTE:\nBDAY:circa 1800\nPHOTO:\nEND:VCARD");

        assertThat(card.phones()).isEmpty();
        assertThat(card.emails()).isEmpty();
        assertThat(card.urls()).isEmpty();
        assertThat(card.addresses()).isEmpty();
        assertThat(card.organization()).isNull();
        assertThat(card.birthday()).isNull();
        assertThat(card.photo()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "3.0, BDAY:1990-05-20, 1990-05-20",
        "3.0, BDAY:19900520, 1990-05-20",
        "3.0, BDAY:1990-05-20T10:00:00Z, 1990-05-20",
        "3.0, BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20, --05-20",
        "4.0, BDAY:19900520, 1990-05-20",
        "4.0, BDAY:--0520, --05-20",
        "4.0, BDAY:--0229, --02-29",
        "4.0, BDAY:1990, ",
        "4.0, BDAY;VALUE=text:in spring, ",
    })
    void readsBirthdays(String version, String line, String birthday) {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:" + version + "\nFN:A\n" + line + "\nEND:VCARD");

        assertThat(card.birthday()).isEqualTo(birthday);
        assertThat(VCards.read(VCards.write(card)).birthday()).isEqualTo(birthday);
    }

    @ParameterizedTest
    @CsvSource({"'\uFEFF'", "'\r\n'", "'\uFEFF \n'"})
    void ignoresBlankLinesAndMarksBeforeTheFirstLine(String lead) {
        assertThat(VCards.read(lead + "begin:vcard\nversion:3.0\nfn:Mira\nend:vcard\n\n")
                        .fullName())
                .isEqualTo("Mira");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3.0 | PHOTO;ENCODING=b;TYPE=JPEG:AAAA                | image/jpeg",
                "3.0 | PHOTO;ENCODING=BASE64;TYPE=image/png:AAAA      | image/png",
                "3.0 | PHOTO;ENCODING=b:AAAA                          | ",
                "2.1 | PHOTO;GIF;BASE64:AAAA                          | image/gif",
                "4.0 | PHOTO:data:image/webp;base64,AAAA              | image/webp",
            })
    void readsPhotosInTheCard(String version, String line, String contentType) {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:" + version + "\nFN:A\n" + line + "\n\nEND:VCARD");

        assertThat(card.photo()).isEqualTo(CardPhoto.ofBytes(new byte[3], contentType));
        assertThat(VCards.read(VCards.write(card)).photo()).isEqualTo(card.photo());
        assertThat(VCards.read(VCards.write(card, ezvcard.VCardVersion.V4_0)).photo())
                .isEqualTo(card.photo());
    }

    @Test
    void countsTheCardsWhenOneIsExpected() {
        assertThatThrownBy(() -> VCards.read(Samples.bytes("several.vcf")))
                .isInstanceOfSatisfying(InvalidCardException.class, e -> {
                    assertThat(e.field()).isEqualTo("vcard");
                    assertThat(e.reason()).contains("3 cards");
                });
    }

    @ParameterizedTest
    @CsvSource({"''", "hello", "'{}'", "'END:VCARD'"})
    void rejectsTextWithoutACard(String text) {
        assertThatThrownBy(() -> VCards.readAll(text))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageStartingWith("vcard: holds no card. Start");
    }

    @ParameterizedTest
    @CsvSource({
        "'BEGIN:VCARD\nVERSION:3.0\nFN:A\n'",
        "'BEGIN:VCARD\nVERSION:3.0\nFN:A\nBEGIN:VCARD\nVERSION:3.0\nFN:B\nEND:VCARD\n'"
    })
    void rejectsTruncatedCards(String text) {
        assertThatThrownBy(() -> VCards.readAll(text))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageContaining("is cut off");
    }

    @ParameterizedTest
    @CsvSource({
        "'TEL;TYPE=CELL;TYPE=\"VOICE,pref\":+1'",
        "'TEL;type=\"cell,voice\";type=\"pref\":+1'",
        "'TEL;TYPE=CELL,VOICE;PREF=1:+1'",
    })
    void readsTypesWhetherQuotedOrNot(String line) {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:4.0\nFN:A\n" + line + "\nEND:VCARD");

        assertThat(card.phones()).containsExactly(new CardEntry.Phone("+1", "mobile"));
        assertThat(VCards.write(card)).containsIgnoringCase("TEL;TYPE=CELL,VOICE,pref:+1");
    }

    @Test
    void failsWhenTheStreamBreaks() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> VCards.read(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aCardInsideACardStaysInside() {
        String text =
                "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:The Boss\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Helper\r\n"
                        + "END:VCARD\r\nTEL;CELL:+12025550143\r\nEND:VCARD\r\n";

        List<ContactCard> cards = VCards.readAll(text);

        assertThat(cards).singleElement().extracting(ContactCard::fullName).isEqualTo("The Boss");
        assertThat(VCards.write(cards.get(0))).contains("Helper");
        assertThat(ContactJson.write(VCards.read(VCards.write(cards.get(0)))))
                .isEqualTo(ContactJson.write(cards.get(0)));
    }
}
