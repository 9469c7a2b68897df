// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContactJsonTest {

    private static final String DOCUMENTED =
            "{\"full_name\":\"Mira Okafor\",\"given_name\":\"Mira\",\"family_name\":\"Okafor\","
                    + "\"organization\":\"Harbor Books\",\"phones\":[{\"value\":\"+12025550143\",\"label\":\"work\"},"
                    + "{\"value\":\"+12025550144\"}],\"emails\":[{\"value\":\"mira@harborbooks.example\"}]}";

    @Test
    void readsAndWritesTheDocumentedShape() {
        ContactCard card = ContactJson.read(DOCUMENTED);

        assertThat(card.fullName()).isEqualTo("Mira Okafor");
        assertThat(card.phones())
                .containsExactly(new CardEntry.Phone("+12025550143", "work"), new CardEntry.Phone("+12025550144"));
        assertThat(card.emails()).containsExactly(new CardEntry.Email("mira@harborbooks.example"));
        assertThat(ContactJson.write(card)).hasToString(DOCUMENTED);
        assertThat(documented(card)).isEqualTo(DOCUMENTED);
    }

    @Test
    void everyPartOfAnAddressIsWrittenAndRead() {
        CardEntry.Address address =
                new CardEntry.Address("PO 7", "Flat 3", "1 Quay St", "Harbor", "CA", "94100", "USA", "home");
        ContactCard card =
                ContactCard.builder().fullName("Mira").address(address).build();

        assertThat(ContactJson.write(card).at("/addresses/0").toString())
                .isEqualTo("{\"po_box\":\"PO 7\",\"extended\":\"Flat 3\",\"street\":\"1 Quay St\","
                        + "\"locality\":\"Harbor\",\"region\":\"CA\",\"postal_code\":\"94100\","
                        + "\"country\":\"USA\",\"label\":\"home\"}");
        assertThat(ContactJson.read(ContactJson.write(card)).addresses()).containsExactly(address);
    }

    @Test
    void writesOnlyTheDocumentedKeysToTheWire() {
        ContactCard card = ContactCard.builder()
                .title("Owner")
                .organization("Books")
                .note("x")
                .build();

        assertThat(documented(card)).isEqualTo("{\"organization\":\"Books\"}");
        assertThat(documented(Samples.card("iphone.vcf"))).doesNotContain("title", "note", "kept", "photo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iphone.vcf",
                "google.vcf",
                "outlook-windows-1252.vcf",
                "android-2.1.vcf",
                "four.vcf",
                "whatsapp-group.vcf"
            })
    void losesNothing(String file) {
        ContactCard card = Samples.card(file);

        assertThat(ContactJson.read(ContactJson.write(card).toString())).isEqualTo(card);
        assertThat(ContactJson.read(ContactJson.toMap(card))).isEqualTo(card);
    }

    @Test
    void nullAndBlankAreAbsent() {
        assertThat(ContactJson.read(
                        "{\"full_name\":null,\"title\":\" \",\"phones\":null,\"photo\":null,\"kept\":null}"))
                .isEqualTo(ContactCard.builder().build());
    }

    @Test
    void readsAMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("organization", "Books");
        map.put("phones", List.of(Map.of("value", "+12025550143")));

        assertThat(ContactJson.read(map).phones()).containsExactly(new CardEntry.Phone("+12025550143"));
    }

    @Test
    void rejectsMapsWithValuesThatAreNotJson() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("full_name", new Object());

        assertThatThrownBy(() -> ContactJson.read(endless)).isInstanceOf(InvalidCardException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                   | contact",
                "'\"x\"'                                              | contact",
                "{\"fullName\":\"x\"}                                 | contact.fullName",
                "{\"+12025550143\":\"x\"}                             | contact",
                "{\"full_name\":1}                                    | contact.full_name",
                "{\"full_name\":[\"x\"]}                              | contact.full_name",
                "{\"phones\":\"x\"}                                   | contact.phones",
                "{\"phones\":{\"value\":\"x\"}}                       | contact.phones",
                "{\"phones\":[\"x\"]}                                 | contact.phones[0]",
                "{\"phones\":[null]}                                  | contact.phones[0]",
                "{\"phones\":[{\"value\":\"x\"},{}]}                  | contact.phones[1].value",
                "{\"phones\":[{\"value\":\"\"}]}                      | contact.phones[0].value",
                "{\"phones\":[{\"value\":\" \"}]}                     | contact.phones[0].value",
                "{\"phones\":[{\"value\":5}]}                         | contact.phones[0].value",
                "{\"phones\":[{\"value\":\"x\",\"label\":1}]}         | contact.phones[0].label",
                "{\"phones\":[{\"value\":\"x\",\"type\":\"y\"}]}      | contact.phones[0].type",
                "{\"emails\":[{\"label\":\"x\"}]}                     | contact.emails[0].value",
                "{\"urls\":[{\"value\":null}]}                        | contact.urls[0].value",
                "{\"addresses\":[{\"label\":\"home\"}]}               | contact.addresses[0]",
                "{\"addresses\":[{\"city\":\"x\"}]}                   | contact.addresses[0].city",
                "{\"addresses\":[{\"street\":2}]}                     | contact.addresses[0].street",
                "{\"birthday\":\"tomorrow\"}                          | contact.birthday",
                "{\"photo\":\"x\"}                                    | contact.photo",
                "{\"photo\":{}}                                       | contact.photo",
                "{\"photo\":{\"url\":\"x\",\"data\":\"AAAA\"}}        | contact.photo",
                "{\"photo\":{\"data\":\"%%%\"}}                       | contact.photo.data",
                "{\"kept\":[]}                                        | contact.kept",
                "{\"kept\":{}}                                        | contact.kept.version",
                "{\"kept\":{\"version\":\"2.1\"}}                     | contact.kept.version",
                "{\"kept\":{\"version\":\"9\"}}                       | contact.kept.version",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":1}}    | contact.kept.properties",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":[{\"name\":\"END\"}]}} | contact.kept.properties[0]",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":[{\"value\":\"x\"}]}}  | contact.kept.properties[0]",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":[{\"name\":\"X\",\"parameters\":[]}]}} | contact.kept.properties[0].parameters",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":[{\"name\":\"X\",\"parameters\":{\"A\":\"b\"}}]}} | contact.kept.properties[0].parameters.A",
                "{\"kept\":{\"version\":\"3.0\",\"properties\":[{\"name\":\"X\",\"parameters\":{\"A\":[1]}}]}} | contact.kept.properties[0].parameters.A[0]",
            })
    void namesTheInvalidField(String json, String path) {
        assertThatThrownBy(() -> ContactJson.read(json))
                .isInstanceOfSatisfying(
                        InvalidCardException.class, e -> assertThat(e.field()).isEqualTo(path))
                .hasMessageContaining(". ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"full_name\":\"Secret",
                "{\"full_name\":\"Secret\"} x",
                "{\"full_name\":\"Secret\",\"full_name\":\"Secret\"}",
                "{Secret}",
            })
    void rejectsInvalidJsonWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> ContactJson.read(json))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageStartingWith("contact: is not valid JSON")
                .hasMessageNotContaining("Secret")
                .hasNoCause();
    }

    @Test
    void rejectsTextThatIsNotAJsonObject() {
        assertThatThrownBy(() -> ContactJson.read("")).isInstanceOf(InvalidCardException.class);
        assertThatThrownBy(() -> ContactJson.read(TextNode.valueOf("x"))).isInstanceOf(InvalidCardException.class);
    }

    private static String documented(ContactCard card) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            ContactJson.writeDocumented(card, generator);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }
}
