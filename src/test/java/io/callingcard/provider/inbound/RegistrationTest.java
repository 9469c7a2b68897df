// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** With autoRegister the webhook is registered once, when the port answers. */
class RegistrationTest {

    private final TwinServer twin = TwinServer.start();
    private EventHost host = new EventHost();

    @AfterEach
    void stop() {
        host.close();
        twin.close();
    }

    private String uri(String provider) {
        String account =
                switch (provider) {
                    case "chert" -> "tenant=twin&secret=twin&webhookVerifyToken=known&baseUrl=" + twin.root("chert");
                    case "linq" ->
                        "apiKey=twin&webhookVerifyToken=known&webhookEvents=message.received&baseUrl="
                                + twin.root("linq") + "/api/partner/v3";
                    default -> "deviceId=twin&webhookVerifyToken=known&baseUrl=" + twin.root("wa");
                };
        return provider + ":events?autoRegister=true&initialBackoff=1&webhookUrl=" + host.url("/webhooks/" + provider)
                + "&" + account;
    }

    private List<ReceivedRequest> writes(String provider) {
        return twin.requests().stream()
                .filter(request ->
                        request.provider().equals(provider) && !request.method().equals("GET"))
                .toList();
    }

    private boolean isAsked(String provider) {
        return twin.requests().stream().anyMatch(request -> request.provider().equals(provider));
    }

    @ParameterizedTest
    @CsvSource({"chert,POST", "linq,POST", "wa,PATCH"})
    void createsTheSubscriptionOnce(String provider, String method) throws Exception {
        host.receive(uri(provider));
        await().until(() -> writes(provider).size() == 1);
        assertThat(writes(provider).get(0).method()).isEqualTo(method);
        assertThat(new String(writes(provider).get(0).body())).contains(host.url("/webhooks/" + provider));

        // A rolling restart: the existing subscription stays and is found.
        String route = host.camel.getRoutes().get(0).getId();
        host.camel.getRouteController().stopRoute(route);
        int asked = twin.requests().size();
        host.camel.getRouteController().startRoute(route);
        await().until(() -> twin.requests().size() > asked);
        await().during(Duration.ofMillis(300)).until(() -> writes(provider).size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq"})
    void acceptsEventsSignedWithTheNewSecretAtOnce(String provider) {
        host.receive(uri(provider));
        await().until(() -> writes(provider).size() == 1);
        await().until(() -> {
            if (provider.equals("chert")) {
                twin.chert().receive("+14155550177", "Hello");
            } else {
                twin.linq().receive("+12025550143", "+14155550177", "Hello");
            }
            return !host.routed.isEmpty();
        });
        assertThat(host.routed.get(0).getMessage().getBody(String.class)).isEqualTo("Hello");
    }

    @ParameterizedTest
    @CsvSource({"chert,DELETE", "linq,DELETE", "wa,PATCH"})
    void removesTheSubscriptionOnlyWhenAsked(String provider, String method) throws Exception {
        host.receive(uri(provider) + "&autoUnregister=true");
        await().until(() -> writes(provider).size() == 1);
        // The answer with the id may still be on its way.
        host.camel.getRouteController().stopRoute(host.camel.getRoutes().get(0).getId());
        await().until(() -> writes(provider).size() == 2);
        assertThat(writes(provider).get(1).method()).isEqualTo(method);
    }

    @Test
    void retriesWhenTheProviderRefuses() {
        twin.inject(Fault.error(2005).on("POST", "/webhook-subscriptions$"));
        host.receive(uri("chert"));

        await().until(() -> writes("chert").size() == 2);
        await().during(Duration.ofMillis(300)).until(() -> writes("chert").size() == 2);
    }

    @Test
    void stopsAndWarnsWhenTheSubscriptionCannotBeRemoved() throws Exception {
        try (LogRecords log = LogRecords.capture()) {
            host.receive(uri("chert") + "&autoUnregister=true");
            await().until(() -> writes("chert").size() == 1);
            String route = host.camel.getRoutes().get(0).getId();
            twin.inject(Fault.error(2005).on("DELETE", "/webhook-subscriptions/"));

            host.camel.getRouteController().stopRoute(route);

            assertThat(host.camel.getRouteController().getRouteStatus(route).isStopped())
                    .isTrue();
            assertThat(log.texts())
                    .anyMatch(text ->
                            text.contains("could not remove the webhook registration") && text.contains("2005"));
        }
    }

    @Test
    void doesNotRegisterAfterTheRouteStopped() throws Exception {
        int port = EventHost.freePort();
        try (LogRecords log = LogRecords.capture()) {
            host.receive(uri("chert") + "&webhookProbeUrl=http://127.0.0.1:" + port + "/");
            await().until(() -> log.texts().stream().anyMatch(text -> text.contains("not registered yet")));
        }
        host.camel.getRouteController().stopRoute(host.camel.getRoutes().get(0).getId());
        HttpServer server = answering(port, 200);
        await().during(Duration.ofMillis(700)).until(() -> !isAsked("chert"));
        server.stop(0);
    }

    @Test
    void registersOnlyOnceThePortAnswers() throws Exception {
        int port = EventHost.freePort();
        host.receive(uri("chert") + "&webhookProbeUrl=http://127.0.0.1:" + port + "/");
        await().during(Duration.ofMillis(600)).until(() -> !isAsked("chert"));

        HttpServer server = answering(port, 200);
        await().until(() -> writes("chert").size() == 1);
        server.stop(0);
    }

    @Test
    void doesNotRegisterWhileTheAddressAnswersOtherwise() throws Exception {
        HttpServer server = answering(0, 502);
        host.receive(uri("chert") + "&webhookProbeUrl=http://127.0.0.1:"
                + server.getAddress().getPort() + "/");
        await().during(Duration.ofMillis(600)).until(() -> !isAsked("chert"));
        server.stop(0);
    }

    private static HttpServer answering(int port, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void autoRegisterNeedsWebhookUrl() {
        assertThatThrownBy(() -> host.receive("chert:events?autoRegister=true&webhookVerifyToken=x"))
                .hasStackTraceContaining("webhookUrl: is missing");
    }
}
