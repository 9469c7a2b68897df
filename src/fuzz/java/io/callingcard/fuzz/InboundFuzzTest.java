// SPDX-License-Identifier: Apache-2.0
package io.callingcard.fuzz;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;

/** Whatever comes, it is an event, or a forgery, or no event; never an error that nobody expected. */
class InboundFuzzTest {

    private static final int MILLION = 1_000_000;
    private static final List<String> NAMES = List.of(
            "X-Webhook-Signature",
            "x-chert-signature",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "X-Webhook-Timestamp",
            "X-Hub-Signature-256");

    private static final List<Webhooks> PROVIDERS = providers();

    private static List<Webhooks> providers() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        List<Webhooks> all = new ArrayList<>();
        for (String uri : List.of(
                "chert:events?webhookVerifyToken=s1",
                "linq:events?acceptLegacySignature=true&webhookVerifyToken=whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0",
                "wa:events?webhookVerifyToken=s1")) {
            ProviderEndpoint endpoint = camel.getEndpoint(uri, ProviderEndpoint.class);
            ProviderConfiguration configuration = endpoint.getConfiguration();
            configuration.setClock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
            all.add(endpoint.webhooks());
        }
        return all;
    }

    @FuzzTest(maxExecutions = MILLION, maxDuration = "")
    void headers(FuzzedDataProvider data) {
        Webhooks provider = PROVIDERS.get(data.consumeInt(0, PROVIDERS.size() - 1));
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = data.consumeInt(1, 4); i > 0; i--) {
            String name = NAMES.get(data.consumeInt(0, NAMES.size() - 1));
            headers.computeIfAbsent(name, each -> new ArrayList<>()).add(data.consumeString(120));
        }
        byte[] body = data.consumeRemainingAsBytes();
        try {
            provider.seal(new Webhooks.Headers(name -> headers.getOrDefault(name, List.of())))
                    .verify(body);
        } catch (Webhooks.ForgedEventException expected) {
            return;
        }
        throw new AssertionError("a signature was guessed");
    }

    @FuzzTest(maxExecutions = MILLION, maxDuration = "")
    void bodies(byte[] body) {
        for (Webhooks provider : PROVIDERS) {
            try {
                InboundEvent event = provider.read(body, Instant.EPOCH);
                if (event.id().isEmpty() || event.asMap().isEmpty()) {
                    throw new AssertionError("an event without an id");
                }
            } catch (Webhooks.UnreadableEventException expected) {
                // Signed by the provider, and no event: refused.
            }
        }
    }
}
