// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import ezvcard.VCard;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.call.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reads bodies of many types as contact cards. */
class CardBodyTest {

    private static final String VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nEND:VCARD\r\n";
    private static final String JSON = "{\"full_name\":\"Mira Okafor\"}";

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    static Stream<Object> bodies() throws Exception {
        VCard vcard = new VCard();
        vcard.setFormattedName("Mira Okafor");
        return Stream.of(
                ContactCard.builder().fullName("Mira Okafor").build(),
                vcard,
                VCARD,
                "\uFEFF" + VCARD,
                "\n " + VCARD,
                VCARD.replace("BEGIN:VCARD", "begin:vcard"),
                VCARD.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(VCARD.getBytes(StandardCharsets.UTF_8)),
                JSON,
                "{\"contact\":" + JSON + "}",
                "{\"vcard_text\":" + new ObjectMapper().writeValueAsString(VCARD) + "}",
                JSON.getBytes(StandardCharsets.UTF_8),
                new ObjectMapper().readTree(JSON),
                Map.of("full_name", "Mira Okafor"),
                Map.of("contact", Map.of("full_name", "Mira Okafor")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsEveryFormOfACard(Object body) {
        assertThat(read(body).card().fullName()).isEqualTo("Mira Okafor");
    }

    @Test
    void keepsVcardTextUnchanged() {
        assertThat(read(VCARD)).isEqualTo(new CardBody.Text(VCARD));
        assertThat(read("\uFEFF" + VCARD)).isEqualTo(new CardBody.Text(VCARD.strip()));
    }

    @Test
    void readsTheBytesOfAnOlderPhoneByTheCharsetTheyName() {
        String card = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=ISO-8859-1:Zoë Ærø\r\nEND:VCARD\r\n";

        assertThat(read(card.getBytes(Charset.forName("ISO-8859-1"))).card().fullName())
                .isEqualTo("Zoë Ærø");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "[1]", "{\"full_name\":", "BEGIN:VCALENDAR", ""})
    void refusesOtherBodiesWithoutQuotingThem(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("body: ")
                .satisfies(e -> {
                    if (!body.isEmpty()) {
                        assertThat(e.getMessage()).doesNotContain("Hello", "full_name");
                    }
                });
    }

    @Test
    void refusesBothFormsAtOnceAMissingBodyAndAnAnswer() {
        assertThatThrownBy(() -> read(Map.of("contact", Map.of("full_name", "A"), "vcard_text", VCARD)))
                .hasMessageContaining("both contact and vcard_text");
        assertThatThrownBy(() -> read(null)).hasMessageStartingWith("body: ");
        assertThatThrownBy(() -> read(new Said("x"))).hasMessageContaining("answer of an earlier step");
        assertThatThrownBy(() -> read(List.of(1))).hasMessageStartingWith("body: ");
    }

    @Test
    void printsNothingOfTheCard() {
        assertThat(Arrays.asList(read(VCARD).toString(), read(JSON).toString()))
                .noneMatch(text -> text.contains("Mira"));
    }

    private record Said(String text) implements Answer {}

    private CardBody read(Object body) {
        exchange.getMessage().setBody(body);
        return CardBody.of(exchange);
    }
}
