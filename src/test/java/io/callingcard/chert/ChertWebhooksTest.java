// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** One subscription per address, whatever fails. */
class ChertWebhooksTest {

    private static final String ENSURE = "chert:ensure-webhook?maxRetries=0&webhookUrl=https://example.com/hook";
    private static ChertWorld world;

    @BeforeAll
    static void start() {
        world = new ChertWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void clear() {
        world.twin.reset();
        world.failed.clear();
        world.went.clear();
    }

    @Test
    void aLostAnswerIsLookedUpAndNoSecondSubscriptionIsCreated() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "webhook"));

        Exchange done = world.send(ENSURE, Map.of(), null);

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(ChertConstants.WEBHOOK_CREATED)).isEqualTo(true);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aLostAnswerStaysInDoubtIfTheListHasNoSubscription() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_BEFORE_READING).on("POST", "webhook"));

        world.send(ENSURE, Map.of(), null);

        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.IN_DOUBT);
    }

    @Test
    void aRefusalIsPassedOn() {
        world.twin.inject(Fault.error(2008).on("POST", "webhook"));

        world.send(ENSURE, Map.of(), null);

        assertThat(world.onlyFailure().getCode()).isEqualTo("2008");
    }

    @Test
    void keepsTheOlderOfTwoSubscriptionsCreatedAtTheSameMoment() {
        // Another node's subscription appears between our read and our own: the first read is answered as empty.
        world.send("chert:create-webhook?webhookUrl=https://example.com/hook", Map.of(), null);
        world.went.clear();
        world.twin.chert().hideWebhooksOnce();

        Exchange done = world.send(ENSURE, Map.of(), null);

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(ChertConstants.WEBHOOK_CREATED)).isEqualTo(false);
        assertThat(count()).isEqualTo(1);
        assertThat(world.twin.requests())
                .anySatisfy(request -> assertThat(request.method()).isEqualTo("DELETE"));
    }

    @Test
    void activatesAnInactiveSubscription() {
        Exchange made = world.send(ENSURE, Map.of(), null);
        String id = made.getMessage().getBody(WebhookSubscription.class).id();
        world.send("chert:update-webhook", Map.of("CamelCardWebhookActive", false, "CamelCardWebhookId", id), null);

        Exchange ensured = world.send(ENSURE + "&webhookVersion=v2", Map.of(), null);

        assertThat(ensured.getMessage().getBody(WebhookSubscription.class).isActive())
                .isTrue();
        assertThat(ensured.getMessage().getBody(WebhookSubscription.class).version())
                .isEqualTo("v2");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void deletesASubscriptionAndKeepsTheBody() {
        Exchange made = world.send(ENSURE, Map.of(), null);
        Map<String, Object> headers =
                Map.of("CamelCardWebhookId", made.getMessage().getHeader(ChertConstants.WEBHOOK_ID));

        Exchange deleted = world.send("chert:delete-webhook", headers, "my body");

        assertThat(deleted.getMessage().getBody()).isEqualTo("my body");
        assertThat(count()).isZero();
    }

    private static int count() {
        Exchange listed = world.send("chert:list-webhooks", Map.of(), null);
        return ((List<?>) listed.getMessage().getBody()).size();
    }

    @Test
    void updatesASubscriptionOnlyWhenItDiffers() {
        String wanted = ENSURE + "&webhookEvents=message.received,message.sent&webhookVersion=v2";
        world.send(wanted, Map.of(), null);

        assertThat(world.requestsDuring(() -> world.send(wanted, Map.of(), null)))
                .extracting(ReceivedRequest::method)
                .containsExactly("GET");
        assertThat(world.requestsDuring(() -> world.send(ENSURE, Map.of(), null)))
                .extracting(ReceivedRequest::method)
                .containsExactly("GET");
        for (String other : List.of(
                ENSURE + "&webhookEvents=message.sent&webhookVersion=v2",
                ENSURE + "&webhookEvents=message.sent&webhookVersion=v3")) {
            assertThat(world.requestsDuring(() -> world.send(other, Map.of(), null)))
                    .extracting(ReceivedRequest::method)
                    .containsExactly("GET", "PATCH");
        }
        assertThat(count()).isEqualTo(1);
    }
}
