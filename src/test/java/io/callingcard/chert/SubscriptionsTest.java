// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** Shapes of answers that the provider does not document. */
class SubscriptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subscriptions\":[{\"id\":\"w\"}]} | 1",
                "{\"count\":1,\"data\":[{\"id\":\"w\"}]} | 1",
                "[{\"id\":\"w\"},{\"id\":\"v\"}] | 2",
                "{\"count\":0} | 0",
                "{} | 0",
            })
    void findsTheListUnderAnyName(String answer, int count) {
        assertThat(Subscriptions.readAll(json(answer))).hasSize(count);
    }

    @Test
    void readsASubscriptionAloneOrUnderItsName() {
        assertThat(Subscriptions.read(json("{\"id\":\"w\"}")))
                .extracting(WebhookSubscription::id)
                .isEqualTo("w");
        assertThat(Subscriptions.read(json("{\"subscription\":{\"id\":\"w\"}}")))
                .extracting(WebhookSubscription::id)
                .isEqualTo("w");
    }

    @Test
    void blankEventsMeanAllEvents() {
        ChertConfiguration configuration = new ChertConfiguration();
        assertThat(Subscriptions.events(configuration)).isEmpty();
        configuration.setWebhookEvents(" ");
        assertThat(Subscriptions.events(configuration)).isEmpty();
        configuration.setWebhookEvents("a, b");
        assertThat(Subscriptions.events(configuration)).containsExactly("a", "b");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
