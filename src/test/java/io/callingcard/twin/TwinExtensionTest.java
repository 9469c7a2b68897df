// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TwinExtensionTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private static void call(TwinServer twins) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(twins.root("wa") + "/app/status"))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        assertThat(twins.requests()).hasSize(1);
    }

    @Nested
    class Registered {

        @RegisterExtension
        static final TwinExtension twins = TwinExtension.create().withClock(Clock.fixed(NOON, ZoneOffset.UTC));

        @RepeatedTest(2)
        void everyTestStartsWithEmptyTwins() throws Exception {
            call(twins.server());
        }

        @Test
        void theClockOfTheExtensionIsTheProviders(@InjectTwins TwinServer injected) {
            assertThat(twins.server().now()).isEqualTo(NOON);
            assertThat(injected).isSameAs(twins.server());
        }
    }

    @Nested
    class Injected {

        @InjectTwins
        static TwinServer ofClass;

        @InjectTwins
        TwinServer ofInstance;

        @BeforeEach
        void theServerIsThereBeforeEachTest() {
            assertThat(ofInstance).isNotNull().isSameAs(ofClass);
        }

        @RepeatedTest(2)
        void everyTestStartsWithEmptyTwins() throws Exception {
            call(ofInstance);
        }
    }

    @Nested
    class InParameters {

        private static int port;

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void everyTestStartsWithEmptyTwinsOfTheSameServer(int run, @InjectTwins TwinServer twins) throws Exception {
            call(twins);
            port = run == 1 ? twins.port() : port;
            assertThat(twins.port()).isEqualTo(port);
        }
    }

    @Test
    void anExtensionThatDoesNotRunSaysHowToRegisterIt() {
        assertThatThrownBy(() -> TwinExtension.create().server()).hasMessageContaining("@RegisterExtension");
    }
}
