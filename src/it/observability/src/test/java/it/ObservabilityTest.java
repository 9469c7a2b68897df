// SPDX-License-Identifier: Apache-2.0
package it;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The paths of camel-observability-services tell of our lines and of the ledger. */
class ObservabilityTest {

    @TempDir
    Path folder;

    private int port;

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void healthAndMetricsAreAtTheirPaths() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        try (TwinServer twin = TwinServer.start()) {
            Main main = new Main();
            main.bind("chatLedger", ledger);
            main.addInitialProperty("camel.management.port", String.valueOf(port));
            main.addInitialProperty("camel.health.exposure-level", "full");
            main.addInitialProperty("camel.health.producers-enabled", "true");
            main.addInitialProperty("camel.component.wa.base-url", twin.root("wa"));
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:text").routeId("text").to("wa:send-text").to("ledger:report");
                }
            });
            main.start();
            try {
                main.getCamelTemplate()
                        .requestBodyAndHeader("direct:text", "Hello", "CamelCardRecipient", "+1 415 555 0100");
                await().untilAsserted(() -> assertThat(get("/observe/health")).contains("ledger", "producer:wa", "UP"));
                assertThat(get("/observe/health/ready")).contains("ledger");
                assertThat(get("/observe/metrics")).contains("routeId=\"text\"").doesNotContain("4155550100");
            } finally {
                main.stop();
            }
        }
    }
}
