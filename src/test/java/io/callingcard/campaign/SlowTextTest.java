// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.util.stream.Stream;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.card.InputLimit;
import io.callingcard.card.InvalidCardException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.card.VCards;
import io.callingcard.ledger.People;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Texts for which the JDK or ez-vcard takes the square of the length: a minute for the first. */
class SlowTextTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LENGTH = 64_000;

    /** For each Greek sigma, String.toLowerCase looks for the end of the word. */
    private static final String SIGMAS = "\u03A3".repeat(LENGTH);

    /** Combining marks in a wrong order, which Normalizer sorts by insertion. */
    private static final String MARKS = "\u0315\u0300".repeat(LENGTH * 2);

    private record Reader(String name, Executable read) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        DefaultCamelContext camel = new DefaultCamelContext();
        ReadLeads.define(camel, "welcome");
        People people = new People(new PhoneNumbers.Rules(null, false), null);
        return Stream.of(
                new Reader("lower case", () -> InputLimit.lowerCase(SIGMAS)),
                new Reader("keyword of sigmas", () -> ReadLeads.isKeyword(SIGMAS)),
                new Reader("keyword of marks", () -> ReadLeads.isKeyword(MARKS)),
                new Reader("address", () -> people.address(SIGMAS)),
                new Reader("consent as CSV", () -> ReadLeads.csv(camel, "phone,consent\n+14155550100," + SIGMAS)),
                new Reader("consent as JSON", () -> ReadLeads.json(camel, "{\"consent\":\"" + SIGMAS + "\"}")),
                new Reader("channel", () -> ReadLeads.json(camel, "{\"channel\":\"" + SIGMAS + "\"}")),
                new Reader("name of a column", () -> ReadLeads.csv(camel, "phone," + SIGMAS + "\n+14155550100,x")),
                new Reader("note of a card", () -> card("NOTE:" + SIGMAS)),
                new Reader("type of a card", () -> card("TEL;TYPE=" + SIGMAS + ":+14155550100")),
                new Reader("property of a card", () -> card(SIGMAS + ":x")),
                new Reader("group of a card", () -> card(SIGMAS + ".TEL:+14155550100")),
                new Reader("parameter of a card", () -> card("TEL;" + SIGMAS + "=x:+14155550100")),
                new Reader("agent of a card", () -> card("AGENT:BEGIN:VCARD\\n" + SIGMAS + ":x\\nEND:VCARD")),
                new Reader("folded agent", () -> card("i.AG\n ENT;X=1:BEGIN:VCARD\\n\n " + SIGMAS + ":x\\nEND:VCARD")),
                new Reader("media type of a photo", () -> card("PHOTO:data:image/" + SIGMAS + ";base64,AAAA")),
                new Reader("folded media type", () -> card("x.KEY;VALUE=uri:\n da\n ta:" + SIGMAS + ",AAAA")),
                new Reader(
                        "encoded agent",
                        () -> card("AGENT;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:BEGIN:VCARD=0D=0A"
                                + "=CE=A3".repeat(LENGTH) + ":x=0D=0AEND:VCARD")),
                new Reader(
                        "encoded media type",
                        () -> card("PHOTO;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:data:" + "=CE=A3".repeat(LENGTH)
                                + ",A")),
                new Reader("preferences that are no numbers", () -> {
                    for (int i = 0; i < 10; i++) {
                        card("TEL;PREF=x:+14155550100\n".repeat(450));
                    }
                }),
                new Reader("kind of a photo", () -> card("PHOTO;TYPE=" + SIGMAS + ";ENCODING=b:AAAA")),
                new Reader(
                        "label of a card",
                        () -> card("item1.TEL:+14155550100\nitem1.X-ABLabel:_$!<" + SIGMAS + ">!$_")));
    }

    private static void card(String line) {
        try {
            VCards.readAll("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n" + line + "\nEND:VCARD\n")
                    .forEach(VCards::write);
        } catch (InvalidCardException refused) {
            // In time.
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void isReadOrRefusedInTime(Reader reader) {
        assertTimeoutPreemptively(LONGEST, reader.read);
    }
}
