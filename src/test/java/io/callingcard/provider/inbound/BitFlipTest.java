// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** A valid call with one changed bit, in a header or the body, is no valid call. */
class BitFlipTest {

    private static final int CHANGES = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String SECRET = "c0ffee00c0ffee00";
    private static final String LINQ_SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void isRefused(String provider) {
        Webhooks webhooks = webhooks(provider);
        List<String> accepted = new ArrayList<>();
        int changes = 0;
        for (int call = 0; changes < CHANGES; call++) {
            byte[] body = ("{\"event_id\":\"e" + call + "\",\"data\":{}}").getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers = headers(provider, "e" + call, body);
            assertThatCode(() -> verify(webhooks, headers, body)).doesNotThrowAnyException();
            for (int bit = 0; bit < body.length * 8; bit++, changes++) {
                if (isAccepted(webhooks, headers, flipped(body, bit))) {
                    accepted.add("call " + call + ", bit " + bit + " of the body");
                }
            }
            for (String name : headers.keySet()) {
                byte[] value = headers.get(name).getBytes(StandardCharsets.ISO_8859_1);
                for (int bit = 0; bit < value.length * 8; bit++, changes++) {
                    Map<String, String> changed = new TreeMap<>(headers);
                    changed.put(name, new String(flipped(value, bit), StandardCharsets.ISO_8859_1));
                    if (isAccepted(webhooks, changed, body)) {
                        accepted.add("call " + call + ", bit " + bit + " of " + name);
                    }
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static Webhooks webhooks(String provider) {
        ProviderEndpoint endpoint = new DefaultCamelContext()
                .getEndpoint(
                        provider + ":events?webhookVerifyToken=" + (provider.equals("linq") ? LINQ_SECRET : SECRET),
                        ProviderEndpoint.class);
        ProviderConfiguration configuration = endpoint.getConfiguration();
        configuration.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return endpoint.webhooks();
    }

    private static Map<String, String> headers(String provider, String id, byte[] body) {
        long time = NOW.getEpochSecond();
        return switch (provider) {
            case "chert" -> Signer.chert(SECRET, time, body);
            case "linq" -> Signer.linq(LINQ_SECRET, id, time, body);
            default -> Signer.wa(SECRET, body);
        };
    }

    private static boolean isAccepted(Webhooks webhooks, Map<String, String> headers, byte[] body) {
        try {
            verify(webhooks, headers, body);
            return true;
        } catch (Webhooks.ForgedEventException e) {
            return false;
        }
    }

    private static void verify(Webhooks webhooks, Map<String, String> headers, byte[] body) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        webhooks.seal(new Webhooks.Headers(name -> anyCase.containsKey(name) ? List.of(anyCase.get(name)) : List.of()))
                .verify(body);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
