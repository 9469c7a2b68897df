// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerComponent;
import io.callingcard.provider.call.CardConstants;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel's developer tools find our console by its id. It shows no full number, and opens no ledger. */
class CallingCardConsoleTest {

    @TempDir
    Path folder;

    private ChatLedger ledger() {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        return ledger;
    }

    private static DevConsole console(DefaultCamelContext camel) {
        return camel.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("calling-card");
    }

    @Test
    void showsLinesDoubtsAndPauses() throws Exception {
        Campaign campaign = new Campaign();
        campaign.setChannel("linq");
        campaign.setLines("+12025550143");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("chatLedger", ledger());
            camel.getRegistry().bind("welcome", campaign);
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            template.sendBody(
                    "campaign:add-leads",
                    Map.of("name", "Ada", "phone", "+14155550100", "campaign", "welcome", "consent", true));
            template.sendBody("campaign:pause?campaign=welcome", null);
            template.sendBodyAndHeaders(
                    "campaign:pause-line?pauseLeads=true&reason=holiday",
                    null,
                    Map.of(CardConstants.PROVIDER, "linq", CardConstants.FROM, "+12025550143"));
            Object json = console(camel).call(DevConsole.MediaType.JSON);
            assertThat(json).isInstanceOfSatisfying(Map.class, facts -> {
                assertThat(facts.get("stepsInDoubt")).isEqualTo(0L);
                assertThat(facts.get("waiting")).isEqualTo(Map.of("welcome", 1L));
                assertThat((Map<?, ?>) facts.get("lines")).hasSize(1);
                assertThat((Map<?, ?>) facts.get("pausedLines")).hasSize(1);
            });
            String text = console(camel).call(DevConsole.MediaType.TEXT).toString();
            assertThat(text)
                    .contains("stepsInDoubt: 0\n", "waiting:\n    welcome: 1\n", "welcome: since ", "linq")
                    .doesNotContain("4155550100", "2025550143");
        }
    }

    /** What JMX shows on the components. */
    @Test
    void componentsCountTheSame() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            ChatLedger chats = ledger();
            camel.getRegistry().bind("chatLedger", chats);
            camel.start();
            LedgerComponent ledger = camel.getComponent("ledger", LedgerComponent.class);
            CampaignComponent campaigns = camel.getComponent("campaign", CampaignComponent.class);
            assertThat(campaigns.getLeadsSetAside()).isZero();
            assertThat(chats.isOpen()).isFalse();
            camel.createProducerTemplate().sendBody("ledger:report", null);
            ledger.getConfiguration().setLedger(chats);
            campaigns.getConfiguration().setLedger(chats);
            assertThat(ledger.getStepsInDoubt()).isEqualTo(chats.countDoubts());
            assertThat(ledger.getOpenClaims()).isZero();
            assertThat(ledger.getUnwrittenOutcomes()).isZero();
            assertThat(campaigns.getLeadsDue()).isZero();
            assertThat(campaigns.getSharesDue()).isZero();
            assertThat(console(camel).call(DevConsole.MediaType.TEXT))
                    .asString()
                    .contains("stepsInDoubt: 0");
        }
    }

    @Test
    void opensNoLedger() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            assertThat(console(camel).call(DevConsole.MediaType.TEXT))
                    .asString()
                    .contains("There is no ledger");
            camel.getRegistry().bind("chatLedger", ledger());
            assertThat(console(camel).call(DevConsole.MediaType.TEXT))
                    .asString()
                    .contains("Not open yet");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
