// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DoorsTest {

    private static final String TWINS = "http://localhost:8080";
    private static final String[] TWIN = {"camel.component.chert.base-url", TWINS + "/twin/chert"};
    private static final String[] REAL = {"camel.component.wa.base-url", "http://localhost:3000"};

    private static Doors doors(String token, String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        Doors doors = Doors.offline(config);
        doors.token = Optional.ofNullable(token);
        doors.password = Optional.of(" ");
        doors.viewerPassword = Optional.empty();
        doors.twins = Optional.of(TWINS);
        doors.webhooksHost = Optional.empty();
        return doors;
    }

    private static Doors opened(Doors doors, String host) {
        doors.customizeHttpServer(new HttpServerOptions().setHost(host).setPort(8080));
        return doors;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1"})
    void twinsOnThisMachineNeedNoCredential(String host) {
        assertThat(opened(doors(null, TWIN), host).needCredential()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "host.invalid", ""})
    void anOpenHostNeedsAToken(String host) {
        assertThatThrownBy(() -> opened(doors(null, TWIN), host))
                .isInstanceOf(SettingsException.class)
                .hasMessage("CALLINGCARD_LEADS_TOKEN: is missing, but quarkus.http.host lets other machines in. Set the"
                        + " bearer token for POST /leads and /cards.");
        assertThatThrownBy(() -> doors(" ", TWIN).customizeHttpsServer(new HttpServerOptions().setHost(host)))
                .isInstanceOf(SettingsException.class);
        assertThat(opened(doors("t", TWIN), host).needCredential()).isTrue();
    }

    @Test
    void aRealLineNeedsATokenOnThisMachineToo() {
        assertThatThrownBy(() -> opened(doors(null, REAL), "localhost"))
                .hasMessageStartingWith("CALLINGCARD_LEADS_TOKEN: is missing, but WA has a real line.");
        Doors doors = opened(doors("t", REAL), "localhost");
        assertThat(doors.needCredential()).isTrue();
        assertThat(doors.token()).contains("t");
        assertThat(doors.password()).isEmpty();
    }

    /** Camel takes each of these spellings. */
    @ParameterizedTest
    @ValueSource(strings = {"baseUrl", "configuration.base-url", "configuration.baseUrl"})
    void aRealLineIsNoticedInEachSpelling(String option) {
        assertThatThrownBy(
                        () -> opened(doors(null, "camel.component.wa." + option, "http://localhost:3000"), "localhost"))
                .hasMessageStartingWith("CALLINGCARD_LEADS_TOKEN: is missing, but WA has a real line.");
    }

    @Test
    void isClosedUntilItIsDecided() {
        assertThat(doors("t", TWIN).needCredential()).isTrue();
    }

    @Test
    void allowsTheBoundHostAndTheChosenHosts() {
        Doors doors = opened(doors("t", "callingcard.hosts", "a.example, b.example"), "192.0.2.1");
        for (String host : List.of("a.example", "b.example", "192.0.2.1:8080", "localhost")) {
            assertThat(doors.hosts().contains(host)).as(host).isTrue();
        }
        assertThat(opened(doors("t"), "2001:db8::1").hosts().contains("[2001:db8::1]:8080"))
                .isTrue();
        assertThat(opened(doors("t"), "0.0.0.0").hosts().contains("0.0.0.0")).isFalse();
        assertThatThrownBy(() -> opened(doors("t", "callingcard.hosts", "http://a.example"), "localhost"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("callingcard.hosts: ");
    }

    @Test
    void refusesAPortForWebhooksThatCannotBeOpened() throws Exception {
        Doors same = doors("t", TWIN);
        same.webhooksPort = OptionalInt.of(8080);
        assertThatThrownBy(() -> opened(same, "localhost"))
                .hasMessage("callingcard.webhooks.port: is 8080, as quarkus.http.port. Choose another port.");
        Vertx vertx = Vertx.vertx();
        try (ServerSocket taken = new ServerSocket(0)) {
            Doors doors = doors("t", TWIN);
            doors.vertx = vertx;
            doors.webhooksPort = OptionalInt.of(taken.getLocalPort());
            assertThatThrownBy(() -> opened(doors, "localhost"))
                    .hasMessageStartingWith("callingcard.webhooks.port: cannot be opened at localhost:");
        } finally {
            vertx.close();
        }
    }
}
