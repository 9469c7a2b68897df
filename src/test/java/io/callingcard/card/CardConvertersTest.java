// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ezvcard.VCard;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Uses the converters that a Camel context discovers. */
class CardConvertersTest {

    private static final String JSON = "{\"full_name\":\"Mira Okafor\",\"phones\":[{\"value\":\"+12025550143\"}]}";

    private static final ContactCard CARD = ContactJson.read(JSON);

    private static DefaultCamelContext context;
    private static TypeConverter converter;

    @BeforeAll
    static void start() {
        context = new DefaultCamelContext();
        context.start();
        converter = context.getTypeConverter();
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    @Test
    void readsEveryForm() throws Exception {
        String text = VCards.write(CARD);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(card(text)).isEqualTo(CARD);
        assertThat(card(bytes)).isEqualTo(CARD);
        assertThat(card(new ByteArrayInputStream(bytes))).isEqualTo(CARD);
        assertThat(card(VCards.toVCard(CARD))).isEqualTo(CARD);
        assertThat(card(JSON)).isEqualTo(CARD);
        assertThat(card(JSON.getBytes(StandardCharsets.UTF_8))).isEqualTo(CARD);
        assertThat(card(ContactJson.toMap(CARD))).isEqualTo(CARD);
        assertThat(card(Map.of("full_name", "Mira Okafor")).fullName()).isEqualTo("Mira Okafor");
        assertThat(card(new ObjectMapper().readTree(JSON))).isEqualTo(CARD);
    }

    @Test
    void writesEveryForm() throws Exception {
        String text = VCards.write(CARD);

        assertThat(converter.mandatoryConvertTo(String.class, CARD)).isEqualTo(text);
        assertThat(converter.mandatoryConvertTo(byte[].class, CARD))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
        assertThat(converter.mandatoryConvertTo(InputStream.class, CARD).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
        assertThat(VCards.from(converter.mandatoryConvertTo(VCard.class, CARD))).isEqualTo(CARD);
        assertThat(converter.mandatoryConvertTo(JsonNode.class, CARD)).hasToString(JSON);
        assertThat((Object) converter.mandatoryConvertTo(Map.class, CARD)).isEqualTo(ContactJson.toMap(CARD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", " \r\n", "\uFEFF \n"})
    void ignoresBlankLinesAndMarksBeforeTheCard(String lead) throws Exception {
        assertThat(card(lead + VCards.write(CARD))).isEqualTo(CARD);
        assertThat(card(lead + JSON)).isEqualTo(CARD);
        assertThat(card((lead + VCards.write(CARD)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "VERSION:3.0"})
    void rejectsTextThatIsNoCard(String text) {
        assertThatThrownBy(() -> card(text))
                .isInstanceOf(TypeConversionException.class)
                .hasRootCauseInstanceOf(InvalidCardException.class)
                .rootCause()
                .hasMessageStartingWith("body: is neither a vCard nor a JSON object. Start");
    }

    @Test
    void doesNotChangeOtherConversions() {
        assertThat(converter.convertTo(String.class, Map.of("a", "b"))).isEqualTo("{a=b}");
        assertThat((Object) converter.convertTo(Map.class, "BEGIN:VCARD")).isNull();
        assertThat(converter.convertTo(byte[].class, "a")).containsExactly('a');
    }

    private static ContactCard card(Object body) throws Exception {
        return converter.mandatoryConvertTo(ContactCard.class, body);
    }
}
