// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;

import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.campaign.Campaign;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a person is told, once for each change. */
class AttentionTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Attention attention;

    @BeforeEach
    void start() {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("a.db").toString());
        camel.getRegistry().bind("chatLedger", ledger);
        camel.getRegistry().bind("event", new Campaign());
        camel.start();
        attention = new Attention(camel);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"))) {
            connection.createStatement().executeUpdate(statement);
        }
    }

    @Test
    void saysNothingWhenAllIsWell() {
        assertThat(attention.news()).isNull();
        assertThat(attention.news()).isNull();
    }

    @Test
    void namesLeadsThatWereSetAside() throws Exception {
        camel.createProducerTemplate()
                .sendBody(
                        "campaign:add-leads",
                        List.of(Map.of("name", "Ada", "phone", "+14155550100", "campaign", "event", "consent", true)));
        sql("UPDATE callingcard_lead SET state = 3");
        assertThat(attention.news().get("text"))
                .isEqualTo("Leads of event that were set aside: 1. See why: calling-card ledger report --by lead"
                        + " --campaign event. Retry them: calling-card ledger replay --campaign event");
        assertThat(attention.news()).as("is no news").isNull();
    }

    /** A step that is settled between two calls needs no person. */
    @Test
    void namesStepsThatStayInDoubt() throws Exception {
        assertThat(attention.news()).isNull();
        ChatLedger ledger = camel.getRegistry().findSingleByType(ChatLedger.class);
        assertThat(ledger.add("k")).isTrue();
        sql("UPDATE callingcard_claim SET state = 3, flow = 'f', step = 's', begun_at = claimed_at");
        assertThat(attention.news()).isNull();
        assertThat(attention.news().get("text"))
                .startsWith("Steps in doubt: 1. See them: calling-card ledger in-doubt.");
    }

    /** A line that no lead has used yet does not rest, although nothing could be sent. */
    @Test
    void namesALineThatStaysDown() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(camel, "producers").setEnabled(true);
        WaComponent wa = camel.getComponent("wa", WaComponent.class);
        // Not the port of a closed server: a test beside this one could be given it.
        wa.getConfiguration().setBaseUrl("http://127.0.0.1:1");
        wa.getConfiguration().setDeviceId("twin");
        camel.getEndpoint("wa:send-text").createProducer().start();
        await().until(() -> !ProviderHealthCheck.problems(camel, "wa").isEmpty());
        assertThat(attention.news()).as("may be away for a moment").isNull();
        assertThat(attention.news().get("text"))
                .startsWith("The line wa: cannot send: ")
                .endsWith("by themselves.");
        assertThat(attention.news()).as("is no news").isNull();
    }
}
