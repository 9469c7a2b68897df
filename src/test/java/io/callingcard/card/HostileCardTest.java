// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Cards and numbers that an attacker made: each is refused with its field, and none costs much time. */
class HostileCardTest {

    /** Much more than the few milliseconds that each needs, and less than the 6 to 40 seconds that each needed. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int MEGABYTE = 1 << 20;

    private static String vcard(String lines) {
        return "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n" + lines + "END:VCARD\r\n";
    }

    private static String nested(int levels) {
        String open = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nAGENT:\r\n";
        return open.repeat(levels) + "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nEND:VCARD\r\n"
                + "END:VCARD\r\n".repeat(levels);
    }

    /** Writes the inner cards as the value of the AGENT line, as version 3.0 does. */
    private static String quoted(String inner) {
        return vcard("AGENT:"
                + inner.replace("\\", "\\\\")
                        .replace(";", "\\;")
                        .replace(",", "\\,")
                        .replace("\r\n", "\\n") + "\r\n");
    }

    static Stream<Arguments> tooLargeCards() {
        return Stream.of(
                arguments("bytes", "vcard", vcard("NOTE:" + "x".repeat(MEGABYTE) + "\r\n")),
                arguments("parameters", "vcard.TEL", vcard("TEL" + ";TYPE=\"a\"".repeat(5_000) + ":+12025550143\r\n")),
                arguments("values", "vcard.TEL", vcard("TEL;TYPE=" + "a,".repeat(5_000) + "a:+12025550143\r\n")),
                arguments("lines", "vcard", vcard("TEL:+12025550143\r\n".repeat(4_000))),
                arguments("different lines", "vcard", vcard(numbers(4_000))),
                arguments("lines that are no properties", "vcard", vcard("NOTE:1\r\n" + "=\r\n".repeat(30_000))),
                arguments("cards", "vcard", vcard("").repeat(5_000)),
                arguments("levels", "vcard", nested(500)),
                arguments("one level too many", "vcard", nested(4)),
                arguments("quoted levels", "vcard", quoted(nested(500))),
                arguments("one quoted level too many", "vcard", quoted(quoted(quoted(quoted(vcard("")))))),
                arguments("name", "vcard.full_name", vcard("").replace("Ada", "A".repeat(201))),
                arguments("part of a name", "vcard.given_name", vcard("N:;" + "A".repeat(201) + ";;;\r\n")),
                arguments("organization", "vcard.organization", vcard("ORG:" + "A".repeat(201) + "\r\n")),
                arguments("title", "vcard.title", vcard("TITLE:" + "A".repeat(201) + "\r\n")),
                arguments("note", "vcard.note", vcard("NOTE:" + "A".repeat(10_001) + "\r\n")),
                arguments("number", "vcard.phones[0].value", vcard("TEL:" + "1".repeat(2_001) + "\r\n")),
                arguments(
                        "label", "vcard.phones[0].label", vcard("i.TEL:1\r\ni.X-ABLabel:" + "A".repeat(201) + "\r\n")),
                arguments("email", "vcard.emails[0].value", vcard("EMAIL:" + "a".repeat(2_001) + "\r\n")),
                arguments("street", "vcard.addresses[0]", vcard("ADR:;;" + "a".repeat(2_001) + ";;;;\r\n")),
                arguments("override", "vcard.full_name", vcard("").replace("Ada", "Ada\u202Efdp.exe")),
                arguments("isolate", "vcard.organization", vcard("ORG:A\u2066B\r\n")),
                arguments("bell", "vcard.title", vcard("TITLE:A\u0007B\r\n")),
                arguments("file photo", "vcard.photo.url", vcard("PHOTO;VALUE=uri:file:///etc/passwd\r\n")),
                arguments("script photo", "vcard.photo.url", vcard("PHOTO;VALUE=uri:javascript:alert(1)\r\n")));
    }

    private static String numbers(int many) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < many; i++) {
            lines.append("TEL:+1202555").append(10_000 + i).append("\r\n");
        }
        return lines.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLargeCards")
    void refusesACardThatIsTooLargeSoon(String what, String field, String text) {
        Throwable refusal = assertTimeoutPreemptively(SOON, () -> catchThrowable(() -> VCards.readAll(text)));
        assertThat(refusal).isInstanceOfSatisfying(InvalidCardException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e).hasMessageMatching("\\S+: (is|has|holds) [^.]+\\. [A-Z].+\\.");
        });
    }

    static Stream<Arguments> largestCards() {
        return Stream.of(
                arguments("bytes", vcard("PHOTO;ENCODING=b:" + "A".repeat(MEGABYTE - 100) + "\r\n")),
                arguments("folded bytes", vcard("PHOTO;ENCODING=b:" + "A\r\n ".repeat(MEGABYTE / 4 - 100) + "\r\n")),
                arguments(
                        "bytes in lines without an indent",
                        vcard("PHOTO;ENCODING=b:\r\n" + ("A".repeat(64) + "\r\n").repeat(MEGABYTE / 66 - 10))),
                arguments("parameters", vcard("TEL" + ";TYPE=\"a\"".repeat(100) + ":+12025550143\r\n")),
                arguments("lines", vcard(numbers(990))),
                arguments("groups", vcard("i.TEL:1\r\nj.X-ABLabel:x\r\n".repeat(490))),
                arguments("cards", vcard("").repeat(1_000)),
                arguments("levels", nested(3)),
                arguments("quoted levels", quoted(quoted(quoted(vcard(""))))),
                arguments("name", vcard("").replace("Ada", "A".repeat(200))),
                arguments("unknown line", vcard("X-A:" + "\\".repeat(MEGABYTE - 100) + "\r\n")),
                arguments("unknown parameter", vcard("X-A;X-B=\"" + ";TYPE=".repeat(100_000) + "\":x\r\n")),
                arguments("quoted text", vcard("NOTE;ENCODING=QUOTED-PRINTABLE:=41\r\n")),
                arguments("empty lines", vcard("\r\n".repeat(400_000))),
                arguments("address parts", vcard("ADR:" + ";".repeat(MEGABYTE - 100) + "\r\n")),
                arguments("categories", vcard("CATEGORIES:" + "a,".repeat(MEGABYTE / 2 - 100) + "\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largestCards")
    void readsAndWritesTheLargestCardsSoon(String what, String text) {
        assertTimeoutPreemptively(SOON, () -> VCards.readAll(text).forEach(VCards::write));
    }

    /** Long lines for all properties that have a format of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEL;VALUE=uri:tel:",
                "TEL:",
                "GEO:",
                "GEO:geo:",
                "BDAY:",
                "REV:",
                "TZ:",
                "IMPP:",
                "KEY:data:",
                "CLIENTPIDMAP:",
                "GENDER:",
                "LANG:",
                "RELATED;VALUE=uri:",
                "XML:",
                "N:",
                "ORG:",
                "PHOTO;VALUE=uri:data:",
                "X-A;X-B=",
                "NOTE;CHARSET=",
                "NOTE;ENCODING=QUOTED-PRINTABLE:",
            })
    void readsOrRefusesLongLinesSoon(String start) {
        for (String pump : new String[] {"1", " ", ";", "%2", "+1.", "\\,"}) {
            String text = vcard(start + pump.repeat(MEGABYTE / 4 / pump.length()) + "\r\n");
            Throwable refusal =
                    assertTimeoutPreemptively(SOON, () -> catchThrowable(() -> VCards.readAll(text)), start + pump);
            assertThat(refusal)
                    .as(start + pump)
                    .satisfiesAnyOf(nothing -> assertThat(nothing).isNull(), no -> assertThat(no)
                            .isInstanceOf(InvalidCardException.class));
        }
    }

    static Stream<Arguments> badJson() {
        String deep = "{\"full_name\":".repeat(500) + "1" + "}".repeat(500);
        return Stream.of(
                arguments("contact", "{\"note\": \"" + "x".repeat(MEGABYTE) + "\"}"),
                arguments("contact", deep),
                arguments("contact", "{\"full_name\": " + "9".repeat(2_000) + "}"),
                arguments("contact.full_name", "{\"full_name\": \"" + "x".repeat(201) + "\"}"),
                arguments("contact.full_name", "{\"full_name\": \"A\\u202EB\"}"),
                arguments(
                        "contact.phones",
                        "{\"phones\": [" + "{\"value\": \"1\"},".repeat(1_000) + "{\"value\": \"1\"}]}"),
                arguments(
                        "contact.phones[1].value",
                        "{\"phones\": [{\"value\": \"1\"}, {\"value\": \"" + "1".repeat(2_001) + "\"}]}"),
                arguments("contact.photo.url", "{\"photo\": {\"url\": \"file:///etc/passwd\"}}"),
                arguments("contact.photo.url", "{\"photo\": {\"url\": \"javascript:alert(1)\"}}"),
                arguments("contact.photo.url", "{\"photo\": {\"url\": \"JAVASCRIPT:alert(1)\"}}"),
                arguments(
                        "contact.photo.url",
                        "{\"photo\": {\"url\": \"https://example.com/" + "x".repeat(2_048) + "\"}}"));
    }

    @ParameterizedTest
    @MethodSource("badJson")
    void refusesJsonThatIsTooLarge(String field, String json) {
        Throwable refusal = assertTimeoutPreemptively(SOON, () -> catchThrowable(() -> ContactJson.read(json)));
        assertThat(refusal).isInstanceOfSatisfying(InvalidCardException.class, e -> assertThat(e.field())
                .isEqualTo(field));
    }

    @Test
    void refusesADeepMapAndOneThatContainsItself() {
        Map<String, Object> deep = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            deep = new HashMap<>(Map.of("full_name", deep));
        }
        Map<String, Object> tooDeep = deep;
        assertThatThrownBy(() -> ContactJson.read(tooDeep)).isInstanceOf(InvalidCardException.class);
        Map<String, Object> endless = new HashMap<>();
        endless.put("full_name", endless);
        assertThatThrownBy(() -> ContactJson.read(endless)).isInstanceOf(InvalidCardException.class);
    }

    @Test
    void acceptsWhatPeopleWrite() {
        assertThat(ContactJson.read("{\"photo\": {\"url\": \"HTTPS://example.com/a.png\"}}")
                        .photo()
                        .url())
                .isEqualTo("HTTPS://example.com/a.png");
        assertThat(VCards.read(vcard("PHOTO;VALUE=uri:http://example.com/a.png\r\n"))
                        .photo()
                        .url())
                .isEqualTo("http://example.com/a.png");
        // A text that is no address, and an address of another kind, stay in the card as they are.
        assertThat(VCards.write(VCards.read(vcard("PHOTO;VALUE=text:none\r\n"))))
                .contains("none");
        String photo = Base64.getEncoder().encodeToString(new byte[700_000]);
        assertThat(ContactJson.read("{\"photo\": {\"data\": \"" + photo + "\"}}")
                        .photo()
                        .bytes())
                .hasSize(700_000);
        assertThat(VCards.read(vcard("ORG:\u05D0\u200F\u200Da \uD83D\uDC69\u200D\uD83D\uDCBB\r\n"))
                        .organization())
                .hasSize(10);
    }

    static Stream<Arguments> badNumbers() {
        return Stream.<Supplier<String>>of(
                        () -> "+1" + " ".repeat(50_000) + "x",
                        () -> "+1" + " ".repeat(MEGABYTE) + "x",
                        () -> "1".repeat(MEGABYTE),
                        () -> "+1 415 555 0100" + ",".repeat(MEGABYTE),
                        () -> "+1 415 555 0100" + " x".repeat(MEGABYTE / 2),
                        () -> "tel:" + "(".repeat(MEGABYTE),
                        () -> "\u200E".repeat(MEGABYTE) + "+14155550100")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("badNumbers")
    void refusesLongNumbersSoon(Supplier<String> number) {
        String typed = number.get();
        for (String region : new String[] {null, "US"}) {
            assertTimeoutPreemptively(SOON, () -> {
                assertThatThrownBy(() -> PhoneNumbers.recipient(typed, region))
                        .isInstanceOf(InvalidPhoneException.class)
                        .hasMessage("recipient: is longer than 64 characters. Write one number only.");
                assertThatThrownBy(() -> PhoneNumbers.contactNumber(typed, region))
                        .isInstanceOf(InvalidPhoneException.class);
                assertThatThrownBy(() -> PhoneNumbers.hasExtension(typed, region))
                        .isInstanceOf(InvalidPhoneException.class);
                assertThatThrownBy(() -> PhoneNumbers.parse(typed, region)).isInstanceOf(InvalidPhoneException.class);
            });
        }
    }

    /** The longest number that is read at all: the slowest of them is quick. */
    @ParameterizedTest
    @CsvSource({"' ',x", "' ',1", "'x ',1", "',',x", "'e',1", "'(',1", "'1',x", "'1,',#"})
    void readsNumbersUpToTheLimitSoon(String pump, String end) {
        String typed = "+1" + pump.repeat(61 / pump.length()) + end;
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 100; i++) {
                catchThrowable(() -> PhoneNumbers.recipient(typed, null));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 ", "+", "+1", " ", "1(", "x1", "\u0661", "12345678,", "1-"})
    void masksLongTextsSoonAndWithoutRecursion(String pump) {
        for (int length : new int[] {3_500, MEGABYTE}) {
            String text = pump.repeat(length / pump.length()) + "@x.y";
            String masked = assertTimeoutPreemptively(SOON, () -> PhoneMask.mask(text));
            assertThat(masked).hasSizeLessThanOrEqualTo(text.length() + 8);
        }
        assertThat(PhoneMask.mask("1".repeat(3_500) + "@x.y")).isEqualTo("1111•••1111@x.y");
    }
}
