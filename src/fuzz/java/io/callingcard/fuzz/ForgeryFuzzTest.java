// SPDX-License-Identifier: Apache-2.0
package io.callingcard.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.inbound.Webhooks;

/** Changes one bit of a valid call, a million times for each provider. No changed call is accepted. */
class ForgeryFuzzTest {

    private static final int MILLION = 1_000_000;
    private static final long TIME = 1_700_000_000;
    private static final String KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0";

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void changedBits(String provider) throws GeneralSecurityException {
        Webhooks webhooks = webhooks(provider);
        Random random = new Random(17);
        Map<String, String> headers = Map.of();
        byte[] body = {};
        for (int i = 0; i < MILLION; i++) {
            if (i % 1_000 == 0) {
                body = new byte[1 + random.nextInt(200)];
                random.nextBytes(body);
                headers = headers(provider, "e" + i, body);
                verify(webhooks, headers, body);
            }
            Map<String, String> changedHeaders = new HashMap<>(headers);
            byte[] changedBody = body.clone();
            int place = random.nextInt(headers.size() + 1);
            if (place == headers.size()) {
                flip(changedBody, random);
            } else {
                String name = List.copyOf(headers.keySet()).get(place);
                byte[] value = headers.get(name).getBytes(StandardCharsets.ISO_8859_1);
                flip(value, random);
                changedHeaders.put(name, new String(value, StandardCharsets.ISO_8859_1));
            }
            try {
                verify(webhooks, changedHeaders, changedBody);
            } catch (Webhooks.ForgedEventException expected) {
                continue;
            }
            throw new AssertionError("accepted: change " + i);
        }
    }

    private static void flip(byte[] bytes, Random random) {
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }

    private static void verify(Webhooks webhooks, Map<String, String> headers, byte[] body) {
        webhooks.seal(new Webhooks.Headers(name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of()))
                .verify(body);
    }

    private static Webhooks webhooks(String provider) {
        ProviderEndpoint endpoint = new DefaultCamelContext()
                .getEndpoint(provider + ":events?webhookVerifyToken=" + KEY, ProviderEndpoint.class);
        endpoint.getConfiguration().setClock(Clock.fixed(Instant.ofEpochSecond(TIME), ZoneOffset.UTC));
        return endpoint.webhooks();
    }

    private static Map<String, String> headers(String provider, String id, byte[] body)
            throws GeneralSecurityException {
        byte[] text = KEY.getBytes(StandardCharsets.UTF_8);
        return switch (provider) {
            case "chert" -> Map.of("X-Webhook-Signature", "t=" + TIME + ",v1=" + hex(sign(text, TIME + ".", body)));
            case "linq" ->
                Map.of(
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        "" + TIME,
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                sign(Base64.getDecoder().decode(KEY), id + "." + TIME + ".", body)));
            default -> Map.of("X-Hub-Signature-256", "sha256=" + hex(sign(text, "", body)));
        };
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sign(byte[] key, String prefix, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(prefix.getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }
}
