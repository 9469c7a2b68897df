// SPDX-License-Identifier: Apache-2.0
package it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.callingcard.campaign.Campaign;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The jar in an application of Spring Boot that has application properties and no bean of ours. */
class SpringBootTest {

    @SpringBootApplication
    static class App {}

    @TempDir
    Path folder;

    private TwinServer twin;

    @BeforeEach
    void start() {
        twin = TwinServer.start();
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    private ConfigurableApplicationContext app(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.endpoint.health.show-details=always",
                "--camel.health.exposure-level=full",
                "--camel.main.routes-include-pattern=classpath:routes/welcome.camel.yaml,classpath:routes/send.camel.yaml,"
                        + "classpath:routes/errors.camel.yaml",
                "--camel.component.wa.base-url=" + twin.root("wa"),
                "--callingcard.ledger.file=" + folder.resolve("ledger.db"),
                "--callingcard.campaigns.welcome.channel=wa",
                "--callingcard.campaigns.welcome.text=Welcome to Harbor Books!",
                "--callingcard.campaigns.welcome.card=send",
                "--callingcard.campaigns.welcome.quiet-from=00:00",
                "--callingcard.campaigns.welcome.quiet-to=00:00",
                "--callingcard.campaigns.welcome.contact={\"full_name\": \"Mira Okafor\", \"phones\":"
                        + " [{\"value\": \"+12025550143\"}]}"));
        settings.addAll(List.of(more));
        return SpringApplication.run(App.class, settings.toArray(String[]::new));
    }

    private static String health(ConfigurableApplicationContext app) {
        String port = app.getEnvironment().getProperty("local.server.port");
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void settingsAreEnoughForALine() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        try (ConfigurableApplicationContext app =
                app("--camel.component.wa.max-in-flight=3", "--camel.component.wa.min.interval=1")) {
            CamelContext camel = app.getBean(CamelContext.class);
            assertThat(camel.getComponent("wa", WaComponent.class)
                            .getConfiguration()
                            .getMaxInFlight())
                    .isEqualTo(3);
            // As an environment variable comes: CAMEL_COMPONENT_WA_MIN_INTERVAL.
            assertThat(camel.getComponent("wa", WaComponent.class)
                            .getConfiguration()
                            .getMinInterval())
                    .isEqualTo(1);
            Exchange sent = app.getBean(ProducerTemplate.class).request("wa:send-text", exchange -> {
                exchange.getMessage().setHeader("CamelCardRecipient", "+1 415 555 0100");
                exchange.getMessage().setBody("Hello");
            });
            assertThat(sent.getException()).isNull();
            assertThat(twin.journal("+14155550100")).hasSize(1);
        }
    }

    @Test
    void aCampaignWelcomesALeadOnce() {
        try (ConfigurableApplicationContext app = app()) {
            assertThat(app.getBean("welcome", Campaign.class).getText()).isEqualTo("Welcome to Harbor Books!");
            ProducerTemplate camel = app.getBean(ProducerTemplate.class);
            for (int i = 0; i < 2; i++) {
                camel.sendBody(
                        "campaign:add-leads",
                        Map.of("name", "Ada", "phone", "+14155550100", "campaign", "welcome", "consent", true));
            }
            await().until(() -> twin.journal("+14155550100").stream()
                    .map(JournalEntry::kind)
                    .toList()
                    .equals(List.of("text", "card")));
            assertThat(Files.exists(folder.resolve("ledger.db"))).isTrue();
            assertThat(health(app)).contains("\"ledger\"", "wa");
        }
    }

    @Test
    void aMisspeltOptionStopsTheStart() {
        assertThatThrownBy(() ->
                        app("--camel.component.wa.base-ulr=http://localhost").close())
                .rootCause()
                .hasMessageContaining("camel.component.wa.base-ulr: is not an option");
    }

    @Test
    void aMisspeltFieldOfACampaignStopsTheStart() {
        assertThatThrownBy(() -> app("--callingcard.campaigns.welcome.txet=Hi").close())
                .rootCause()
                .hasMessageContaining("callingcard.campaigns.welcome.txet: is not an option");
    }

    @Test
    void aLedgerOfTheApplicationComesFirst() {
        try (ConfigurableApplicationContext app =
                SpringApplication.run(new Class<?>[] {App.class, OwnLedger.class}, new String[] {"--server.port=0"})) {
            assertThat(app.getBeansOfType(ChatLedger.class)).containsOnlyKeys("mine");
        }
    }

    static class OwnLedger {

        @Bean
        ChatLedger mine() {
            return new ChatLedger();
        }
    }
}
