// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;

import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.wire.ConnectionPools;
import io.callingcard.provider.wire.ProviderClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProviderConfigurationTest {

    private final ChertConfiguration configuration = configured();

    private static ChertConfiguration configured() {
        ChertConfiguration configuration = new ChertConfiguration();
        configuration.setTenant("acme");
        configuration.setSecretSupplier(() -> "secret");
        return configuration;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://localhost:8080",
                "https://example.com/",
                "https://example.com/base/v1",
                "http://[::1]:8080"
            })
    void acceptsABaseUrlWithAPath(String url) {
        configuration.setBaseUrl(url);

        assertThatCode(configuration::validate).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://example.com",
                "https://",
                "https:///path",
                "https://example.com?a=b",
                "https://example.com/#top",
                "https://anna:secret@example.com"
            })
    void refusesAnInvalidBaseUrlWithoutQuotingIt(String url) {
        configuration.setBaseUrl(url);

        assertThatThrownBy(configuration::validate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl: ")
                .hasMessageNotContaining("secret");
    }

    /** Else each message would be in doubt. */
    @ParameterizedTest
    @CsvSource({
        "connectTimeout, 0, 30s",
        "requestTimeout, 0s, 30s",
        "transferTimeout, -5, 30s",
        "maxConnections, 0, 64",
        "maxResponseSize, 0, 4194304"
    })
    void refusesALimitThatLetsNothingPass(String option, String value, String cure) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            assertThatThrownBy(() -> camel.createProducerTemplate()
                            .sendBody(
                                    "chert:list-lines?tenant=a&secret=b&baseUrl=http://localhost:1&" + option + "="
                                            + value,
                                    null))
                    .hasStackTraceContaining(option + ": must be more than 0. Use a value such as " + cure);
        }
    }

    /** Camel quotes the value of an unknown option. It may be a secret with a misspelt name. */
    @Test
    void anUnknownOptionIsNamedWithoutItsValue() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThatThrownBy(() -> camel.getEndpoint("chert:send-text?secrett=hush&apikeyy=hush"))
                    .hasStackTraceContaining("secrett")
                    .satisfies(failure ->
                            assertThat(Throwables.getStackTrace(failure)).doesNotContain("hush"));
        }
    }

    @Test
    void aCopyHasItsOwnValues() {
        ProviderConfiguration copy = configuration.copy();
        copy.setMaxRetries(7);

        assertThat(configuration.getMaxRetries()).isEqualTo(2);
        assertThat(copy.transport()).isEqualTo(configuration.transport());
    }

    @Test
    void theOptionsBecomeTheTransport() {
        configuration.setConnectTimeout(1);
        configuration.setKeepAlive(2);
        configuration.setMaxConnections(3);

        assertThat(configuration.transport())
                .isEqualTo(new ConnectionPools.Transport(Duration.ofMillis(1), Duration.ofMillis(2), 3, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"3128, 3128", "null, 8080"},
            nullValues = "null")
    void theProxyPortHasADefault(Integer given, int port) {
        configuration.setProxyHost("proxy");
        configuration.setProxyPort(given);

        assertThat(configuration.transport().proxy())
                .isEqualTo(new ConnectionPools.Transport.Proxy("HTTP", "proxy", port, null, null));
    }

    @Test
    void theOptionsBecomeTheRetryPolicy() {
        assertThat(configuration.retryPolicy())
                .isEqualTo(new ProviderClient.RetryPolicy(
                        2, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), false));
    }
}
