// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.ReportWriter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Sends texts that Camel would evaluate in a route or an option through everything that a message reaches: leads in each
 * format to each provider, and events and cards from each provider. None is evaluated, and each arrives as it was sent.
 */
class CanaryTest {

    private static final List<String> CANARIES = List.of(
            "{{bean:canary.sing}}",
            "{{env:PATH}}",
            "{{sys:java.home}}",
            "{{missing}}",
            "${bean:canary.sing}",
            "$simple{bean:canary?method=sing}",
            "${camelContext.stop}",
            "${env:PATH}",
            "#bean:canary",
            "#class:io.callingcard.campaign.Campaign",
            "RAW({{bean:canary.sing}})");

    private static final List<String> CHANNELS = List.of("chert", "linq", "wa");
    private static final String LINQ_SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";

    private final AtomicInteger songs = new AtomicInteger();
    private final Queue<InboundEvent> crm = new ConcurrentLinkedQueue<>();
    private final TwinServer twin = TwinServer.start();
    private final int port = EventHost.freePort();
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    /** Camel calls it if a text is evaluated. */
    public final class Canary {

        public String sing() {
            songs.incrementAndGet();
            return "sung";
        }
    }

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        flows = new Flows(
                twin.port(),
                ledger,
                Map.of("callingcard.inbound.campaign", "hello", "callingcard.inbound.card-to", "direct:crm"));
        flows.camel.getRegistry().bind("canary", new Canary());
        Campaign greeting = new Campaign();
        greeting.setText("Hi {name}, {rep} writes");
        greeting.setFollowUp("{rep} again");
        flows.camel.getRegistry().bind("greeting", greeting);
        Campaign hello = new Campaign();
        hello.setText("Hello");
        hello.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("hello", hello);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        flows.camel.addService(new VertxPlatformHttpServer(configuration));
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:crm").process(each -> crm.add(each.getMessage().getBody(InboundEvent.class)));
                from("chert:events?webhookVerifyToken=s1").to("direct:inbound");
                from("linq:events?webhookVerifyToken=" + LINQ_SECRET).to("direct:inbound");
                from("wa:events?webhookVerifyToken=s3").to("direct:inbound");
            }
        });
        String webhooks = "http://127.0.0.1:" + port + "/webhooks/";
        twin.chert().pace(Duration.ofMillis(5));
        twin.linq().pace(Duration.ofMillis(5));
        twin.wa().pace(Duration.ofMillis(5));
        twin.chert().webhook(webhooks + "chert", "s1");
        twin.linq().webhook(webhooks + "linq", LINQ_SECRET);
        twin.wa().webhooks(List.of(webhooks + "wa"), "s3");
    }

    @AfterEach
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private static Map<String, Object> lead(String channel, int number, String canary) {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("name", canary);
        lead.put("phone", "+1212555" + (1000 + number));
        lead.put("channel", channel);
        lead.put("campaign", "greeting");
        lead.put("consent", "yes");
        lead.put("id", canary);
        lead.put("rep", canary);
        lead.put(canary, canary);
        lead.put(
                "contact",
                "{\"full_name\":" + quoted(canary) + ",\"organization\":" + quoted(canary)
                        + ",\"phones\":[{\"value\":\"+12025550143\",\"label\":" + quoted(canary) + "}]}");
        return lead;
    }

    private static String quoted(String text) {
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }

    @Test
    void leadsAreNotEvaluated() {
        List<Map<String, Object>> leads = new ArrayList<>();
        for (String channel : CHANNELS) {
            for (String canary : CANARIES) {
                leads.add(lead(channel, leads.size(), canary));
            }
        }
        int part = CANARIES.size();
        String csv = ReportWriter.rows(leads.subList(part, 2 * part).stream()
                .flatMap(lead -> Stream.of(new ArrayList<>(lead.keySet()), new ArrayList<>(lead.values()))));
        // Each row has its own header, because the name of a field is a canary too.
        List<String> lines = csv.lines().toList();
        for (int i = 0; i < lines.size(); i += 2) {
            assertAccepted("?format=CSV", lines.get(i) + "\n" + lines.get(i + 1), 1);
        }
        assertAccepted("", leads.subList(0, part), part);
        assertAccepted("", Json.write(Json.tree(leads.subList(2 * part, 3 * part))), part);
        await().until(() -> CampaignStore.of(ledger).leads.standing("greeting").done() == leads.size());
        for (Map<String, Object> lead : leads) {
            String sent = twin.journal(lead.get("phone").toString()).stream()
                    .map(entry -> entry.content().toString())
                    .collect(Collectors.joining("\n"));
            String canary = quoted(lead.get("name").toString()).replace("\"", "");
            assertThat(sent).contains("Hi " + canary + ", " + canary + " writes", canary + " again");
            assertThat(sent).doesNotContain("sung", System.getProperty("java.home"), System.getenv("PATH"));
        }
        assertThat(songs).hasValue(0);
    }

    private void assertAccepted(String options, Object body, long leads) {
        Map<?, ?> counts =
                flows.send("campaign:add-leads" + options, body).getMessage().getBody(Map.class);
        assertThat(counts.get("accepted")).as(counts.toString()).isEqualTo(leads);
    }

    /** Fields that decide something must be what the operator defined. */
    @Test
    void leadsCannotNameWhatIsNotDefined() {
        for (String canary : CANARIES) {
            for (String field : List.of("campaign", "channel", "line", "time_zone", "phone")) {
                Map<String, Object> lead = lead("chert", 1, "Ada");
                lead.put(field, canary);
                Map<?, ?> counts = flows.lead(lead);
                assertThat(counts.get("accepted")).as(field + " " + canary).isEqualTo(0L);
                assertThat(counts.toString()).contains("reason=" + field + ": ");
            }
        }
        assertThat(songs).hasValue(0);
    }

    @Test
    void eventsAndCardsAreNotEvaluated() {
        int number = 0;
        for (String canary : CANARIES) {
            String vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + canary + "\r\nORG:" + canary + "\r\nNOTE:" + canary
                    + "\r\nTEL;TYPE=\"" + canary.replace(':', '_') + "\":+12025550143\r\nX-A:" + canary
                    + "\r\nEND:VCARD\r\n";
            for (String person : List.of("+1212555" + (2000 + number), "+1212555" + (3000 + number))) {
                twin.chert().receive(person, canary);
                twin.chert().receiveCard(person, vcard);
            }
            String linq = "+1212555" + (4000 + number);
            twin.linq().receive("+12025550143", linq, canary);
            twin.linq().receiveCard("+12025550143", linq, vcard);
            twin.linq().receiveOwnCard("+12025550143", linq, canary, canary);
            String wa = "1212555" + (5000 + number);
            twin.wa().receive("twin", wa, canary);
            twin.wa().receiveCard("twin", wa, canary, vcard);
            number++;
        }
        await().until(() -> CampaignStore.of(ledger).leads.standing("hello").done() >= 4L * CANARIES.size());
        await().until(() -> crm.size() >= CANARIES.size());
        assertThat(crm.stream().flatMap(event -> event.cards().stream()).map(card -> card.fullName()))
                .containsAll(CANARIES);
        assertThat(songs).hasValue(0);
        assertThat(flows.camel.getStatus().isStarted()).isTrue();
    }

    @Test
    void headersCannotNameAProviderThatIsNotOne() {
        for (String canary : CANARIES) {
            for (String route : List.of("direct:send-text", "direct:send-contact", "direct:share-card")) {
                assertThatThrownBy(() -> flows.send(route, "x", Map.of(CardConstants.PROVIDER, canary)))
                        .hasStackTraceContaining("CamelCardProvider: is no provider");
            }
        }
        assertThat(songs).hasValue(0);
    }

    /** A text of a message must never become a part of an address, of a bean's name or of an expression. */
    @Test
    void theRoutesHaveNoExpressionThatEvaluatesAMessage() throws IOException {
        Pattern dynamic = Pattern.compile("(?m)^\\s*(- )?(toD|wireTap|enrich|pollEnrich|recipientList|dynamicRouter"
                + "|routingSlip)\\b.*(\\$\\{|simple)|\\$\\{(bean|ref|properties|type|evaluate|camelContext)[:.}]"
                + "|\\b(groovy|jexl|mvel|ognl|spel|javascript|joor|language|script):");
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            assertThat(routes.filter(file -> file.toString().endsWith(".yaml")).toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(
                                    dynamic.matcher(Files.readString(file)).results())
                            .as(file.toString())
                            .isEmpty());
        }
    }
}
