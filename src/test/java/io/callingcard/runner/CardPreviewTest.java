// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.campaign.Flows;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The preview of a campaign says what really arrives: each is also sent, and the journal of the twin compared. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardPreviewTest {

    private static final String PERSON = "+14155550100";
    private static final String CONTACT =
            """
            {"full_name": "Mira Okafor", "organization": "Harbor Books", "title": "Owner", "note": "Ask for Mira",
             "phones": [{"value": "+12025550143", "label": "work"}, {"value": "+12025550144"}],
             "emails": [{"value": "mira@example.com"}], "urls": [{"value": "https://example.com"}]}""";

    private final TwinServer twin = TwinServer.start();
    private Ledgers ledgers;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
        flows = Flows.withoutWelcome(twin.port(), ledgers.fresh(Ledgers.Kind.SQLITE), Map.of());
    }

    @AfterAll
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private JsonNode preview(String provider, ObjectNode definition) {
        for (JsonNode each : new CardPreview(flows.camel).of(definition)) {
            if (each.path("provider").asText().equals(provider)) {
                return each;
            }
        }
        throw new AssertionError(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void aPreviewLosesWhatTheMessageLoses(String provider) {
        JsonNode preview =
                preview(provider, Json.object().put("text", "Hi {name}").put("contact", CONTACT));
        assertThat(preview.has("problem")).as(preview.toString()).isFalse();

        twin.reset();
        Map<String, Object> person = Map.of(CardConstants.RECIPIENT, PERSON);
        flows.send(provider + ":send-text", "Hi Ada", person);
        Exchange sent = flows.send(provider + ":send-contact", CONTACT, person);
        List<?> lost = sent.getMessage().getHeader(CardConstants.LOST_FIELDS, List.of(), List.class);
        List<String> shown = new ArrayList<>();
        preview.path("lost").forEach(field -> shown.add(field.asText()));
        assertThat(shown).isEqualTo(lost);
        assertThat(shown.isEmpty()).isEqualTo(!provider.equals("wa"));

        JournalEntry text = twin.journal(PERSON).get(0);
        assertThat(preview.at("/messages/0/text").asText()).isEqualTo("Hi Ada");
        assertThat(text.content().toString()).contains("\"Hi Ada\"");
        assertThat(preview.at("/messages/1/card/name").asText()).isEqualTo("Mira Okafor");
        assertThat(preview.at("/messages/1/card/phone").asText()).isEqualTo("+12025550143");
        boolean hasTitle = preview.at("/messages/1/card/contact/title").isTextual();
        assertThat(hasTitle).isEqualTo(!shown.contains("title"));
    }

    @Test
    void aMessageThatCannotBeSentHasAProblem() {
        ObjectNode share = Json.object().put("card", "share");
        assertThat(preview("wa", share).path("problem").asText()).startsWith("card: is share");
        assertThat(preview("linq", share).at("/messages/0/share").asBoolean()).isTrue();
        ObjectNode nameless = Json.object().put("contact", "{\"full_name\": \"Mira\"}");
        assertThat(preview("wa", nameless).path("problem").asText()).contains("phones");
        assertThat(preview("chert", nameless).at("/messages/0/card/name").asText())
                .isEqualTo("Mira");
        assertThat(preview("chert", Json.object())
                        .at("/messages/0/card_of_lead")
                        .asBoolean())
                .isTrue();
        assertThat(preview("chert", Json.object().put("card", "none")).path("messages"))
                .isEmpty();
    }

    @Test
    void anExportIsLoadedAsItWas(@TempDir Path folder) throws Exception {
        String definition =
                """
                {"channel": "linq", "lines": "+12025550143", "text": "Hi {name}: \\"yes\\"\\n- no # 20:00", "card": "send",
                 "contact": "{\\"full_name\\": \\"Mira\\", \\"photo\\": {\\"url\\": \\"https://a.example/b\\"}}",
                 "consentRequired": false, "firstTouchesPerDay": 30, "firstTouchGap": "10m", "quietFrom": "21:30"}""";
        flows.camel.getRegistry().bind("other", linq());
        flows.send("campaign:edit", definition, Map.of(CampaignConstants.NAME, "other"));
        JsonNode edited = described("other");
        Path file = folder.resolve("other.camel.yaml");
        Files.writeString(file, CampaignsWork.yaml(((ObjectNode) edited).put("name", "exported")));
        Flows.load(flows.camel, "file:" + file);
        assertThat(described("exported").path("definition")).isEqualTo(edited.path("definition"));
        assertThat(edited.path("definition")).hasSize(8);
    }

    private static Campaign linq() {
        Campaign campaign = new Campaign();
        campaign.setChannel("linq");
        return campaign;
    }

    private JsonNode described(String name) {
        String answer = flows.send("campaign:describe", null, Map.of(CampaignConstants.NAME, name))
                .getMessage()
                .getBody(String.class);
        return Json.read(answer.getBytes(StandardCharsets.UTF_8)).orElseThrow().get(0);
    }
}
