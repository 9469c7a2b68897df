// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;
import io.callingcard.provider.fixture.RawServer.Script;

import static org.assertj.core.api.Assertions.assertThat;

/** The redeliveries that a plain {@code onException} may and may not make. */
class RedeliveryTest {

    private static final Script LOST = connection -> {
        connection.readRequest();
        connection.reset();
    };
    private static final Script LIMITED = once(new Answer(429, "{\"error\":{\"code\":1007}}"));
    private static final Script OK = once(Answer.ok(ChertRoutes.SENT));

    private RawServer server;
    private ChertRoutes routes;

    /**
     * Answers once and closes the connection. The answer announces the close, or the next call could use the
     * connection and be lost.
     */
    private static Script once(Answer answer) {
        return connection -> {
            connection.readRequest();
            connection.answer(new Answer(answer.status(), answer.body(), "connection: close"));
        };
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    private Exchange redelivered(String uri, Object body, Script... scripts) {
        return redelivered(uri, body, 1, scripts);
    }

    private Exchange redelivered(String uri, Object body, long delay, Script... scripts) {
        server = RawServer.playing(scripts);
        routes = new ChertRoutes(server.url());
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ProviderException.class).maximumRedeliveries(3).redeliveryDelay(delay);
                from("direct:start").to(uri);
            }
        });
        return routes.start("direct:start", Map.of(), body);
    }

    @Test
    void redeliversAMessageThatWasNotSent() {
        Exchange exchange = redelivered(ChertRoutes.READ_RECEIPT, null, LIMITED, LIMITED, OK);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(CardConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void doesNotRedeliverAMessageInDoubtWithoutAKey() {
        Exchange exchange = redelivered("chert:leave-chat?chatId=chat-1", null, LOST, OK);

        assertThat(ChertRoutes.failure(exchange).getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(server.requests()).hasSize(1);
    }

    /** The provider's page says that both can be repeated. */
    @ParameterizedTest
    @ValueSource(strings = {ChertRoutes.READ_RECEIPT, "chert:typing?chatId=chat-1"})
    void repeatsASignOfPresenceInDoubt(String uri) {
        Exchange exchange = redelivered(uri, null, LOST, OK);

        assertThat(exchange.getException()).isNull();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRouteMayRepeatAStepInDoubtOnPurpose() {
        server = RawServer.playing(LOST, OK);
        routes = new ChertRoutes(server.url());
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:start")
                        .doTry()
                        .to("direct:leave")
                        .doCatch(ProviderException.class)
                        .to("direct:leave")
                        .end();
                from("direct:leave").to("chert:leave-chat?chatId=chat-1");
            }
        });

        Exchange exchange = routes.start("direct:start", Map.of(), null);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(CardConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void redeliversAMessageInDoubtWithTheSameKeyAndBytes() {
        Exchange exchange = redelivered(ChertRoutes.TEXT, "Hello", LOST, LOST, OK);

        assertThat(exchange.getException()).isNull();
        List<String> bodies = server.requests().stream().map(Request::text).toList();
        assertThat(bodies).hasSize(3);
        assertThat(bodies.get(0)).contains("\"idempotency_key\":\"cc-");
        assertThat(bodies).containsOnly(bodies.get(0));
    }

    @Test
    void redeliveriesThatSentNothingDoNotRemoveADoubt() {
        Exchange exchange = redelivered(ChertRoutes.TEXT, "Hello", LOST, LIMITED);

        ProviderException failure = ChertRoutes.failure(exchange);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.IN_DOUBT);
        assertThat(failure.getCode()).isEqualTo("1007");
        assertThat(exchange.getMessage().getHeader(CardConstants.OUTCOME)).isEqualTo(Outcome.IN_DOUBT);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aPermanentRefusalIsRedeliveredAsTheRouteSays() {
        Exchange exchange = redelivered(
                ChertRoutes.TEXT, "Hello", once(new Answer(400, "{\"error\":{\"code\":1001,\"retryable\":false}}")));

        assertThat(exchange.getMessage().getHeader(CardConstants.RETRYABLE)).isEqualTo(false);
        assertThat(ChertRoutes.failure(exchange).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void theProvidersWaitTakesPrecedenceOverTheRoutes() {
        long start = System.nanoTime();

        redelivered(
                ChertRoutes.TEXT,
                "Hello",
                Duration.ofMinutes(5).toMillis(),
                once(new Answer(429, "{\"error\":{\"code\":1007,\"retry_after\":1.2}}")),
                OK);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1200), Duration.ofSeconds(30));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aStepAfterAHandledDoubtIsRedeliveredAsUsual() {
        server = RawServer.playing(LOST, LIMITED, OK);
        routes = new ChertRoutes(server.url());
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:start")
                        .doTry()
                        .to("direct:receipt")
                        .doCatch(ProviderException.class)
                        .end()
                        .to("direct:text");
                from("direct:receipt").errorHandler(noErrorHandler()).to(ChertRoutes.READ_RECEIPT);
                from("direct:text").to(ChertRoutes.TEXT);
            }
        });

        Exchange exchange = routes.start("direct:start", Map.of(), "Hello");

        assertThat(exchange.getException()).isNull();
        assertThat(server.requests())
                .extracting(Request::target)
                .containsExactly(
                        "/api/v1/chats/chat-1/mark-read",
                        "/api/v1/chats/chat-1/messages",
                        "/api/v1/chats/chat-1/messages");
    }

    /** The doubt of one message does not affect another one with its own key. */
    @Test
    void aLaterStepIsNotInDoubtBecauseAnEarlierOneIs() {
        String once = ChertRoutes.TEXT + "&maxRetries=0";
        server = RawServer.playing(LOST, LIMITED);
        routes = new ChertRoutes(server.url());
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:start")
                        .doTry()
                        .to(once)
                        .doCatch(ProviderException.class)
                        .end()
                        .setBody(constant("Another text"))
                        .to(once);
            }
        });

        Exchange exchange = routes.start("direct:start", Map.of(), "Hello");

        assertThat(ChertRoutes.failure(exchange).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(server.requests()).hasSize(2);
    }
}
