// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reports which node drives each line, and tells it in the story of a person. */
class DriversTest {

    private static final String DRIVEN = "wa:+12025550143";
    private static final String FREE = "wa:+12025550144";

    private static Ledgers ledgers;

    @BeforeAll
    static void open() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterAll
    static void close() throws Exception {
        ledgers.close();
    }

    @ParameterizedTest
    @EnumSource
    void aReportShowsTheNodeOfEachLineAndWhatWaitsForIt(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setLineLease("10s");
        ledger.setNodeName("north");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Campaign campaign = new Campaign();
            campaign.setChannel("wa");
            campaign.setText("Hi {name}");
            campaign.setLines("+12025550143, +12025550144");
            camel.getRegistry().bind("two-lines", campaign);
            camel.getRegistry().bind("chatLedger", ledger);
            camel.start();
            add(camel, "+14155550100", "+12025550143");
            add(camel, "+14155550101", "+12025550144");
            add(camel, "+14155550102", null);
            await().until(() -> ledger.store().driven("leads", Set.of(DRIVEN)).size() == 1);

            List<JsonNode> rows = report(camel);
            assertThat(rows).hasSize(3);
            assertThat(rows.get(0).path("line").asText()).isEqualTo(DRIVEN);
            assertThat(rows.get(0).path("node").asText()).startsWith("north/");
            assertThat(rows.get(0).path("lease_until").asText())
                    .isGreaterThan(rows.get(0).path("since").asText());
            assertThat(rows.get(0).path("waiting").asInt()).isEqualTo(1);
            assertThat(rows.get(1).path("line").asText()).isEqualTo(FREE);
            assertThat(rows.get(1).has("node")).isFalse();
            assertThat(rows.get(1).path("waiting").asInt()).isEqualTo(1);
            assertThat(rows.get(2).has("line")).isFalse();
            assertThat(rows.get(2).path("waiting").asInt()).isEqualTo(1);
            assertThat(story(camel, "+14155550100")).contains("The node north/").contains(" drives the line wa:");
            assertThat(story(camel, "+14155550101")).doesNotContain("drives the line");
            assertThat(story(camel, "+14155550102")).doesNotContain("drives the line");
        }
    }

    private static void add(DefaultCamelContext camel, String phone, String line) {
        Map<String, Object> lead = Map.of("name", "Ada", "phone", phone, "campaign", "two-lines", "consent", true);
        Map<String, Object> withLine = new HashMap<>(lead);
        if (line != null) {
            withLine.put("line", line);
        }
        camel.createProducerTemplate().sendBody("campaign:add-leads", withLine);
    }

    private static List<JsonNode> report(DefaultCamelContext camel) throws Exception {
        String json = camel.createProducerTemplate().requestBody("campaign:report?by=DRIVER", null, String.class);
        List<JsonNode> rows = new ArrayList<>();
        new ObjectMapper().readTree(json).forEach(rows::add);
        return rows;
    }

    private static String story(DefaultCamelContext camel, String phone) {
        return camel.createProducerTemplate()
                .requestBody("ledger:explain?person=RAW(" + phone + ")", null, String.class);
    }
}
