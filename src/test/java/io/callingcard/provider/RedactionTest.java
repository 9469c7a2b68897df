// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Connection;
import io.callingcard.provider.fixture.RawServer.Script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Puts canaries in place of secrets, texts and numbers. None may appear in anything that is printed. */
class RedactionTest {

    private static final String SECRET = "canary-of-a-secret";
    private static final String WORDS = "canary-of-a-body";
    private static final String NUMBER = "+14155550177";
    private static final String ECHO = "canary-of-an-answer";
    private static final String[] CANARIES = {SECRET, WORDS, "14155550177", ECHO};

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(
                        "a success",
                        answer(200, "{\"message_id\":\"m\",\"status\":\"sent\",\"body\":\"" + ECHO + "\"}")),
                arguments(
                        "a refusal that quotes",
                        answer(400, "{\"error\":{\"code\":1002,\"message\":\"" + ECHO + "\"}}")),
                arguments("a wrong signature", answer(401, "{\"error\":{\"code\":2004,\"message\":\"" + ECHO + "\"}}")),
                arguments(
                        "an error of the provider",
                        answer(500, "{\"error\":{\"code\":3001,\"message\":\"" + ECHO + "\"}}")),
                arguments("a foreign page", answer(502, "<html>" + ECHO)),
                arguments("a success of unknown shape", answer(200, "{\"lead_created\":\"" + ECHO + "\"}")),
                arguments("a success that is a text", answer(200, "\"" + ECHO + "\"")),
                arguments("a success that is cut", answer(200, "{\"message_id\":\"" + ECHO)),
                arguments("a reset", (Script) connection -> {
                    connection.readRequest();
                    connection.reset();
                }),
                arguments("an answer that is no HTTP", (Script) connection -> {
                    connection.readRequest();
                    connection.write(ECHO + "\r\n\r\n");
                    connection.drain();
                }),
                arguments("no answer in time", (Script) Connection::drain));
    }

    private static Script answer(int status, String body) {
        return RawServer.each(request -> new Answer(status, body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void logsAndExceptionsShowNoSecretAndNoNumber(String name, Script fate) {
        for (String auth : List.of("HMAC", "BEARER")) {
            try (LogRecords logs = LogRecords.capture();
                    RawServer server = RawServer.playing(fate);
                    ChertRoutes routes = routes(server)) {
                Exchange exchange = send(routes, "chert:send-text?requestTimeout=300&maxRetries=1&auth=" + auth, WORDS);

                assertThat(server.connections()).isNotEmpty();
                assertThat(logs.texts()).isNotEmpty().allSatisfy(text -> assertThat(text)
                        .doesNotContainIgnoringCase(CANARIES));
                assertThat(printed(exchange.getException())).doesNotContain(CANARIES);
            }
        }
    }

    /** The secrets of an endpoint, and bodies that cannot be sent. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("chert:send-text", Map.of("text", WORDS)),
                arguments("chert:send-text", new Unconvertible()),
                arguments("chert:upload-attachment?fileName=a.txt", new Unconvertible()),
                arguments("chert:raw-request?method=POST&path=/x", WORDS),
                arguments("chert:raw-request?method=POST&path=/x", Map.of("a", new Unconvertible())));
    }

    /** A body without a Camel converter, whose toString shows its content. */
    private static final class Unconvertible {

        @Override
        public String toString() {
            return "";
        }

        @SuppressWarnings("unused")
        public String getText() {
            throw new IllegalStateException(WORDS);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNeverQuotesTheBody(String uri, Object body) {
        try (LogRecords logs = LogRecords.capture();
                RawServer server = RawServer.playing(Connection::drain);
                ChertRoutes routes = routes(server)) {
            Exchange exchange = send(routes, uri, body);

            assertThat(exchange.getException()).isNotNull();
            assertThat(logs.texts()).allSatisfy(text -> assertThat(text).doesNotContain(CANARIES));
            assertThat(printed(exchange.getException())).doesNotContain(CANARIES);
            assertThat(server.connections()).isEmpty();
        }
    }

    @Test
    void aSecretThatIsNoValidHeaderIsNotQuoted() {
        try (RawServer server = RawServer.playing(Connection::drain);
                ChertRoutes routes = routes(server)) {
            routes.component().getConfiguration().setSecretSupplier(() -> SECRET + "\n");

            Exchange exchange = send(routes, "chert:send-text?auth=BEARER", WORDS);

            assertThat(printed(exchange.getException()))
                    .contains("could not be signed")
                    .doesNotContain(CANARIES);
        }
    }

    @Test
    void aPrintedEndpointShowsNoSecretAndNoNumber() {
        try (RawServer server = RawServer.playing(Connection::drain);
                ChertRoutes routes = routes(server)) {
            ProviderEndpoint endpoint = routes.camel.getEndpoint(
                    "chert:send-text?to=RAW(" + NUMBER + ")&proxyPassword=RAW(" + SECRET + ")&proxyHost=localhost",
                    ProviderEndpoint.class);

            assertThat(shown(endpoint)).isNotEmpty().noneMatch(String::isEmpty).allSatisfy(text -> assertThat(text)
                    .doesNotContain(SECRET, "14155550177", "4155550177"));
            assertThat(endpoint.getConfiguration().getTo()).isEqualTo(NUMBER);
            assertThat(endpoint.getConfiguration().getProxyPassword()).isEqualTo(SECRET);
        }
    }

    private static List<String> shown(ProviderEndpoint endpoint) {
        return List.of(
                endpoint.toString(),
                endpoint.getEndpointUri(),
                endpoint.getEndpointKey(),
                endpoint.getEndpointBaseUri(),
                endpoint.getServiceUrl(),
                String.valueOf(endpoint.getServiceMetadata()),
                endpoint.getConfiguration().toString(),
                endpoint.getConfiguration().transport().toString(),
                endpoint.getConfiguration().retryPolicy().toString(),
                producer(endpoint));
    }

    private static String producer(Endpoint endpoint) {
        try {
            return endpoint.createAsyncProducer().toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChertRoutes routes(RawServer server) {
        ChertRoutes routes = new ChertRoutes(server.url());
        routes.component().getConfiguration().setSecretSupplier(() -> SECRET);
        return routes;
    }

    /** Has no {@code onException}, so that Camel logs the complete failure. */
    private static Exchange send(ChertRoutes routes, String uri, Object body) {
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(uri);
            }
        });
        return routes.start("direct:start", Map.of(CardConstants.RECIPIENT, NUMBER), body);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
