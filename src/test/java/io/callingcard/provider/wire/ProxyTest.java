// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.provider.fixture.Certificate;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyTest {

    /** {@code anna:pass} in Base64. */
    private static final String CREDENTIALS = "Basic YW5uYTpwYXNz";

    private final Wires wires = new Wires();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        wires.close();
    }

    private Wire wire(String baseUrl, RawServer proxy, SSLContextParameters trust, String user, String password) {
        ConnectionPools.Transport.Proxy way =
                new ConnectionPools.Transport.Proxy("HTTP", "localhost", proxy.port(), user, password);
        return wires.to(baseUrl, Duration.ofSeconds(5), Wires.transport(2, trust, way));
    }

    @Test
    void aPlainCallSendsItsAbsoluteAddressToTheProxy() {
        try (RawServer proxy = RawServer.answering(request -> Answer.ok("{}"))) {
            Wire wire = wire("http://provider.invalid/base", proxy, null, null, null);

            assertThat(Wires.answer(wire, Wires.SEND).status()).isEqualTo(200);

            Request request = proxy.requests().get(0);
            assertThat(request.target()).isEqualTo("http://provider.invalid/base/messages");
            assertThat(request.headers()).containsEntry("host", "provider.invalid");
            assertThat(request.headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @Test
    void theProxyGetsItsCredentials() {
        try (RawServer proxy = RawServer.answering(request -> Answer.ok("{}"))) {
            Wires.answer(wire("http://provider.invalid", proxy, null, "anna", "pass"), Wires.SEND);

            assertThat(proxy.requests().get(0).headers()).containsEntry("proxy-authorization", CREDENTIALS);
        }
    }

    @Test
    void aTlsCallUsesATunnelAndOnlyTheTunnelHasTheProxyCredentials() {
        Certificate certificate = Certificate.of("localhost");
        try (RawServer server = RawServer.playing(certificate.server(), RawServer.each(request -> Answer.ok("{}")));
                RawServer proxy = RawServer.playing(connection -> {
                    connection.readRequest();
                    connection.tunnel(server.port());
                })) {
            Wire wire = wire(server.url(), proxy, certificate.trust(folder), "anna", "pass");

            assertThat(Wires.answer(wire, Wires.SEND).status()).isEqualTo(200);

            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("CONNECT");
                assertThat(request.target()).isEqualTo("localhost:" + server.port());
                assertThat(request.headers()).containsEntry("proxy-authorization", CREDENTIALS);
            });
            assertThat(server.requests().get(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @Test
    void sendsNothingWhenTheProxyRefusesTheTunnel() {
        try (RawServer proxy = RawServer.answering(request -> new Answer(407, "who are you?"))) {
            WireFailure failure = Wires.failure(wire("https://localhost", proxy, null, null, null), Wires.SEND);

            assertThat(failure.written()).isFalse();
        }
    }

    @Test
    void sendsNothingWhenTheProxyIsUnreachable() {
        RawServer gone = RawServer.playing(RawServer.Connection::close);
        gone.close();

        assertThat(Wires.failure(wire("http://provider.invalid", gone, null, null, null), Wires.SEND)
                        .written())
                .isFalse();
    }

    @Test
    void printsNoProxyCredentials() {
        assertThat(new ConnectionPools.Transport.Proxy("HTTP", "localhost", 8080, "anna", "pass"))
                .hasToString("HTTP proxy localhost:8080");
    }
}
