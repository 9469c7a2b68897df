// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.provider.fixture.Certificate;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Certificate certificate = Certificate.of("localhost");
    private final Wires wires = new Wires();
    private RawServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        server = server(certificate);
    }

    @AfterEach
    void close() {
        wires.close();
        server.close();
    }

    private static RawServer server(Certificate certificate) {
        return RawServer.playing(certificate.server(), RawServer.each(request -> Answer.ok("{}")));
    }

    private Wire wire(RawServer to, SSLContextParameters trust) {
        return wires.to(to.url(), LIMIT, Wires.transport(4, trust, null));
    }

    @Test
    void callsAServerWithATrustedCertificate() {
        Wire wire = wire(server, certificate.trust(folder));

        assertThat(Wires.answer(wire, Wires.SEND).status()).isEqualTo(200);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sendsNothingToAnUntrustedServer() {
        assertThat(Wires.failure(wire(server, null), Wires.SEND).written()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void settingsWithoutTrustUseThatOfTheJvm() {
        WireFailure failure = Wires.failure(wire(server, new SSLContextParameters()), Wires.SEND);

        assertThat(failure.written()).isFalse();
        assertThat(failure).hasRootCauseInstanceOf(CertPathBuilderException.class);
    }

    @Test
    void sendsNothingToAServerWithACertificateOfAnotherHost() {
        Certificate other = Certificate.of("example.com");
        try (RawServer impostor = server(other)) {
            assertThat(Wires.failure(wire(impostor, other.trust(folder)), Wires.SEND)
                            .written())
                    .isFalse();
            assertThat(impostor.requests()).isEmpty();
        }
    }

    @Test
    void aTrustedConnectionIsNotSharedWithOtherSettings() {
        Wire trusting = wire(server, certificate.trust(folder));
        Wire distrusting = wire(server, Certificate.of("localhost").trust(folder));

        Wires.answer(trusting, Wires.SEND);

        assertThat(Wires.failure(distrusting, Wires.SEND).written()).isFalse();
        Wires.answer(trusting, Wires.SEND);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void refusesUnusableSettingsAtStartup() {
        KeyStoreParameters missing = new KeyStoreParameters();
        missing.setResource("file:" + folder.resolve("gone.p12"));
        missing.setPassword("a secret");
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(missing);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);

        assertThatThrownBy(() -> wire(server, parameters))
                .isInstanceOf(RuntimeCamelException.class)
                .hasMessageContaining("sslContextParameters")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("a secret"));
        assertThat(Wires.transport(1, parameters, null).toString()).doesNotContain("a secret");
    }
}
