// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.chert.ChertComponent;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The component closes what it opened, and never what it was given. */
class VertxOwnershipTest {

    private final RawServer server = RawServer.answering(request -> Answer.ok(ChertRoutes.SENT));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void createsAndClosesItsOwnVertx() {
        Vertx own;
        try (ChertRoutes routes = new ChertRoutes(server.url())) {
            own = routes.component().activeVertx();
            assertThat(routes.component().getVertx()).isNull();
            assertThat(isOpen(own)).isTrue();
        }
        await().until(() -> !isOpen(own));
    }

    @Test
    void usesTheVertxOfTheRegistryAndLeavesItOpen() throws Exception {
        Vertx given = Vertx.vertx();
        try {
            DefaultCamelContext camel = new DefaultCamelContext();
            camel.getRegistry().bind("vertx", given);
            camel.start();

            assertThat(camel.getComponent("chert", ChertComponent.class).activeVertx())
                    .isSameAs(given);
            camel.stop();

            assertThat(isOpen(given)).isTrue();
        } finally {
            join(given.close().toCompletionStage());
        }
    }

    @Test
    void worksAfterARestart() throws Exception {
        try (ChertRoutes routes = new ChertRoutes(server.url())) {
            routes.add(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:text").routeId("text").to(ChertRoutes.TEXT);
                }
            });
            assertThat(routes.start("direct:text", Map.of(), "one").getException())
                    .isNull();
            Vertx before = routes.component().activeVertx();

            routes.camel.getRouteController().stopRoute("text");
            routes.component().stop();
            routes.component().start();
            routes.camel.getRouteController().startRoute("text");

            assertThat(routes.start("direct:text", Map.of(), "two").getException())
                    .isNull();
            assertThat(routes.component().activeVertx()).isNotSameAs(before);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void stopEndsExchangesThatWaitForAnAnswer() throws Exception {
        try (RawServer silent = RawServer.playing(connection -> {
                    connection.readRequest();
                    connection.drain();
                });
                ChertRoutes routes = new ChertRoutes(silent.url())) {
            CompletableFuture<Exchange> waiting =
                    routes.camel.createProducerTemplate().asyncSend(ChertRoutes.READ_RECEIPT, exchange -> {});
            await().until(() -> silent.requests().size() == 1);

            routes.component().stop();

            Exchange ended = waiting.get(10, TimeUnit.SECONDS);
            assertThat(ChertRoutes.failure(ended).getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        }
    }

    @Test
    void stopEndsExchangesThatWaitForARetry() throws Exception {
        try (RawServer limited = RawServer.answering(
                        request -> new Answer(429, "{\"error\":{\"code\":1007}}", "retry-after: 3000"));
                ChertRoutes routes = new ChertRoutes(limited.url())) {
            CompletableFuture<Exchange> waiting = routes.camel
                    .createProducerTemplate()
                    .asyncSend(ChertRoutes.READ_RECEIPT + "&maxRetries=5&maxRetryAfter=1h", exchange -> {});
            await().until(() -> limited.requests().size() == 1);

            routes.component().stop();

            Exchange ended = waiting.get(10, TimeUnit.SECONDS);
            assertThat(ChertRoutes.failure(ended).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    /** A closed Vert.x runs nothing any more. */
    private static boolean isOpen(Vertx vertx) {
        try {
            return join(vertx.executeBlocking(() -> true).toCompletionStage());
        } catch (Exception e) {
            return false;
        }
    }

    private static <T> T join(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
