// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ChertSignerTest {

    private static final String SECRET = "00112233445566778899aabbccddeeff";
    private static final Instant NOW = Instant.ofEpochSecond(1767225600);

    private final ChertConfiguration configuration = new ChertConfiguration();

    @BeforeEach
    void account() {
        configuration.setTenant("acme-7a3f");
        configuration.setSecret(SECRET);
        configuration.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| 9db4de5d3c90984ba11465f903444237d2859c7d859b1937361d64ace125febe",
                "{\"to\":\"+12025550143\"}| 2620e9e0f67f03279212eb7adeccafd9d22994886e3bb82115d1574aa0f5e21f",
                "{\"contact\":{\"full_name\":\"Zoë Ærø\"}}|"
                        + " 147ad47a8ea0aa42e46355dde26ed85162b17390a03b9ab49ccab3e15d2f23f5"
            })
    void signsTheTestVectorsOfTheProviderPage(String body, String hex) {
        assertThat(signed(body)).containsEntry("x-chert-signature", "v1,1767225600," + hex);
    }

    @Test
    void sendsTheTenantAndNeverTheSecretWithHmac() {
        Map<String, String> headers = signed("{}");

        assertThat(headers).containsEntry("x-chert-tenant", "acme-7a3f").doesNotContainKey("authorization");
        assertThat(headers.values()).noneMatch(value -> value.contains(SECRET));
    }

    @Test
    void aBearerTokenNeedsNoTenantButSendsItWhenConfigured() {
        configuration.setAuth(ChertConfiguration.Auth.BEARER);
        assertThat(signed("{}"))
                .containsOnly(entry("x-chert-tenant", "acme-7a3f"), entry("authorization", "Bearer " + SECRET));

        configuration.setTenant(null);
        assertThat(signed("{}")).containsOnly(entry("authorization", "Bearer " + SECRET));
    }

    @Test
    void aRotatedSecretIsUsedFromTheNextCallOn() {
        AtomicReference<String> current = new AtomicReference<>(SECRET);
        configuration.setSecretSupplier(current::get);
        ChertSigner signer = new ChertSigner(configuration);
        String before = signed(signer, "{}").get("x-chert-signature");

        current.set("another");

        assertThat(signed(signer, "{}").get("x-chert-signature")).isNotEqualTo(before);
        current.set(SECRET);
        assertThat(signed(signer, "{}")).containsEntry("x-chert-signature", before);
    }

    @Test
    void learnsTheProvidersClockFromARefusalForClockSkew() {
        ChertSigner signer = new ChertSigner(configuration);

        boolean again = signer.learn(refusal(2013, "Thu, 01 Jan 2026 01:00:00 GMT"));

        assertThat(again).isTrue();
        assertThat(signed(signer, "").get("x-chert-signature")).startsWith("v1,1767229200,");
    }

    @Test
    void signsAgainOnlyForClockSkewWithADateAndTheOption() {
        ChertSigner signer = new ChertSigner(configuration);
        assertThat(signer.learn(refusal(2004, "Thu, 01 Jan 2026 01:00:00 GMT"))).isFalse();
        assertThat(signer.learn(refusal(2013, null))).isFalse();
        assertThat(signer.learn(refusal(2013, "yesterday"))).isFalse();

        configuration.setResignOnClockSkew(false);
        assertThat(signer.learn(refusal(2013, "Thu, 01 Jan 2026 01:00:00 GMT"))).isFalse();
        assertThat(signed(signer, "").get("x-chert-signature")).startsWith("v1,1767225600,");
    }

    private static WireResponse refusal(int code, String date) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (date != null) {
            headers.set("Date", date);
        }
        return new WireResponse(401, headers, Buffer.buffer("{\"error\":{\"code\":" + code + "}}"));
    }

    private Map<String, String> signed(String body) {
        return signed(new ChertSigner(configuration), body);
    }

    private static Map<String, String> signed(ChertSigner signer, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        WireBody bytes = body.isEmpty() ? WireBody.EMPTY : WireBody.json(body.getBytes(StandardCharsets.UTF_8));
        signer.sign(
                WireRequest.of("send-contact", Effect.LASTING, HttpMethod.POST, "/x", bytes),
                (name, value) -> headers.put(name.toString(), value));
        return headers;
    }
}
