// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.chert.ChertComponent;
import io.callingcard.linq.LinqComponent;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.WatchedVertx;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs each Kamelet of a provider against the twins, in a route and in a Pipe. */
class KameletsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> REFUSALS =
            Map.of("chert", "1002", "linq", "2006", "wa", "VALIDATION_ERROR");
    private static TwinServer twin;

    private final WatchedVertx watched = new WatchedVertx();
    private DefaultCamelContext camel;

    @BeforeAll
    static void startTwin() {
        twin = TwinServer.start(KameletCases.SECRET);
    }

    @AfterAll
    static void stopTwin() {
        twin.close();
    }

    @BeforeEach
    void start() throws Exception {
        twin.reset();
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("vertx", watched.vertx);
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
        camel.getComponent("chert", ChertComponent.class).getConfiguration().setBaseUrl(twin.root("chert"));
        camel.getComponent("linq", LinqComponent.class)
                .getConfiguration()
                .setBaseUrl(twin.root("linq") + "/api/partner/v3");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:out").process(exchange -> {});
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        watched.close();
        assertThat(watched.waits()).isEmpty();
    }

    static Stream<KameletCases.Case> senders() {
        return KameletCases.senders();
    }

    static Stream<KameletCases.Case> sources() {
        return KameletCases.sources();
    }

    /** Replaces {root} by the URL of the twin. */
    private static Map<String, String> named(KameletCases.Case one, Map<String, String> properties) {
        Map<String, String> named = new HashMap<>(properties);
        named.replaceAll((name, value) -> value.replace("{root}", twin.root(one.provider())));
        return named;
    }

    private Exchange send(KameletCases.Case one, Map<String, Object> headers) {
        return camel.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setBody(one.body());
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private void isOurs(KameletCases.Case one) {
        RouteTemplateDefinition template = camel.getRouteTemplateDefinition(one.kamelet());
        assertThat(template.getResource().getLocation()).isEqualTo("file:kamelets/" + one.kamelet() + ".kamelet.yaml");
    }

    private static void arrived(KameletCases.Case one) {
        List<String> kinds =
                twin.journal(KameletCases.ADA).stream().map(JournalEntry::kind).toList();
        if (one.kind() == null) {
            assertThat(kinds).isEmpty();
        } else {
            assertThat(kinds).contains(one.kind());
        }
    }

    /** Creates the card or the chat that the Kamelet needs. */
    private void prepare(KameletCases.Case one) {
        if (one.kamelet().startsWith("linq-share")) {
            camel.createProducerTemplate()
                    .requestBody(
                            "linq:ensure-card?apiKey=RAW(" + KameletCases.SECRET
                                    + ")&from=RAW(+12025550143)&firstName=Harbor",
                            (Object) null);
        }
        // Linq has no effects for a first message, and a share needs an existing chat.
        if ("share".equals(one.kind()) || one.kamelet().equals("linq-send-text-sink")) {
            camel.createProducerTemplate()
                    .requestBody(
                            one.provider() + ":send-text?to=RAW(" + KameletCases.ADA + ")&"
                                    + (one.provider().equals("chert")
                                            ? "tenant=twin&secret=RAW(" + KameletCases.SECRET + ")"
                                            : "from=RAW(+12025550143)&apiKey=RAW(" + KameletCases.SECRET + ")"),
                            "Hello");
        }
        twin.clearJournal();
    }

    @ParameterizedTest
    @MethodSource("senders")
    void worksWithOnlyRequiredProperties(KameletCases.Case one) throws Exception {
        prepare(one);
        assertThat(one.required().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Kamelet.named(one.kamelet()).required());
        KameletRun.load(camel, KameletRun.route(Kamelet.named(one.kamelet()), named(one, one.required())));
        isOurs(one);
        Exchange sent = send(
                one,
                Map.of("recipient", KameletCases.ADA, Exchange.FILE_NAME, "menu.png", "CamelCardCaption", "Our menu"));
        assertThat(sent.getException()).isNull();
        arrived(one);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void worksWithAllPropertiesInAPipe(KameletCases.Case one) throws Exception {
        prepare(one);
        Kamelet kamelet = Kamelet.named(one.kamelet());
        List<String> rest = new ArrayList<>(kamelet.properties().keySet());
        rest.removeAll(one.everything().keySet());
        // A chat and a recipient together are rejected.
        assertThat(rest).isSubsetOf("chatId");
        if (one.provider().equals("wa")) {
            twin.wa().basicAuth("gateway:" + KameletCases.SECRET);
        }
        KameletRun.load(camel, KameletRun.pipe(kamelet, named(one, one.everything())));
        Exchange sent = send(one, Map.of());
        assertThat(sent.getException()).isNull();
        arrived(one);
        if (kamelet.type().equals("action")) {
            assertThat(JSON.readTree(sent.getMessage().getBody(String.class)).isObject())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aFailureReachesTheRouteWithItsOutcome(KameletCases.Case one) throws Exception {
        prepare(one);
        KameletRun.load(camel, KameletRun.route(Kamelet.named(one.kamelet()), named(one, one.required())));
        twin.inject(Fault.error(REFUSALS.get(one.provider())));
        Exchange sent = send(one, Map.of("recipient", KameletCases.ADA));
        assertThat(sent.getException()).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e.getMessage()).doesNotContain(KameletCases.SECRET, "4155550100");
        });
        assertThat(twin.journal(KameletCases.ADA)).isEmpty();
    }

    /** In a Pipe the step before may leave a body that is no text for a person. */
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void sendsTheTextOfItsProperty(String provider) throws Exception {
        KameletCases.Case one = senders()
                .filter(each -> each.kamelet().equals(provider + "-send-text-sink"))
                .findFirst()
                .orElseThrow();
        Map<String, String> properties = named(one, one.required());
        properties.put("text", "It's ready!");
        KameletRun.load(camel, KameletRun.pipe(Kamelet.named(one.kamelet()), properties));
        assertThat(send(one, Map.of("recipient", KameletCases.ADA)).getException())
                .isNull();
        String field = provider.equals("wa") ? "text" : "value";
        assertThat(twin.journal(KameletCases.ADA))
                .extracting(entry -> entry.content().path(field).asText())
                .containsExactly("It's ready!");
    }

    /** Values in application properties need no RAW. */
    @ParameterizedTest
    @MethodSource("senders")
    void takesSecretsFromApplicationProperties(KameletCases.Case one) throws Exception {
        prepare(one);
        if (one.provider().equals("wa")) {
            twin.wa().basicAuth("gateway:" + KameletCases.SECRET);
        }
        Properties settings = new Properties();
        named(one, one.everything())
                .forEach((name, value) -> settings.put("camel.kamelet." + one.kamelet() + "." + name, value));
        camel.getPropertiesComponent().setOverrideProperties(settings);
        KameletRun.load(camel, KameletRun.route(Kamelet.named(one.kamelet()), Map.of()));
        assertThat(send(one, Map.of()).getException()).isNull();
        arrived(one);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceEmitsOnlySignedEvents(KameletCases.Case one) throws Exception {
        try (EventHost host = new EventHost()) {
            host.camel.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
            host.receive("direct:out");
            KameletRun.load(host.camel, KameletRun.route(Kamelet.named(one.kamelet()), one.required()));
            receivesEvent(one, host, "/webhooks/" + one.provider());
            assertThat(host.post("/webhooks/" + one.provider(), Map.of(), new byte[] {'{', '}'})
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceWorksWithAllPropertiesInAPipe(KameletCases.Case one) throws Exception {
        Kamelet kamelet = Kamelet.named(one.kamelet());
        assertThat(one.everything()).containsOnlyKeys(kamelet.properties().keySet());
        try (EventHost host = new EventHost()) {
            host.camel.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
            host.receive("direct:out");
            KameletRun.load(host.camel, KameletRun.pipe(kamelet, one.everything()));
            receivesEvent(one, host, "/hooks/" + one.provider());
        }
    }

    /** Sends an inbound message by the twin, and checks the event that the Kamelet emits. */
    private static void receivesEvent(KameletCases.Case one, EventHost host, String path) throws Exception {
        String address = host.url(path);
        String secret = one.required().get("webhookSecret");
        switch (one.provider()) {
            case "chert" -> {
                twin.chert().webhook(address, secret);
                twin.chert().receive(KameletCases.ADA, "Hello");
            }
            case "linq" -> {
                twin.linq().webhook(address, secret);
                twin.linq().receive("+12025550143", KameletCases.ADA, "Hello");
            }
            default -> {
                twin.wa().webhooks(List.of(address), secret);
                twin.wa().receive("twin", KameletCases.ADA, "Hello");
            }
        }
        await().until(() -> host.routed.stream()
                .anyMatch(each -> "message.received".equals(each.getMessage().getHeader("CamelCardEventType"))));
        Exchange event = host.routed.stream()
                .filter(each -> "message.received".equals(each.getMessage().getHeader("CamelCardEventType")))
                .findFirst()
                .orElseThrow();
        JsonNode json = JSON.readTree(event.getMessage().getBody(String.class));
        assertThat(json.path("text").asText()).isEqualTo("Hello");
        JsonNode out = Kamelet.named(one.kamelet()).yaml().at("/spec/dataTypes/out");
        out.path("headers").fieldNames().forEachRemaining(header -> assertThat(
                        event.getMessage().getHeader(header, String.class))
                .as(header)
                .isNotBlank());
        out.at("/types/cloudevents/headers").fieldNames().forEachRemaining(header -> assertThat(
                        event.getMessage().getHeader(header, String.class))
                .as(header)
                .isNotBlank());
    }
}
