// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Finds, updates or creates a subscription, and never creates two. */
class LinqWebhooksTest {

    private static final String ENSURE = "linq:ensure-webhook?webhookUrl=https://example.com/hook&webhookEvents=";

    private LinqWorld world;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private List<?> all() {
        return world.send("linq:list-webhooks").getMessage().getBody(List.class);
    }

    @Test
    void createsASubscriptionOnceAndReturnsItsSecretOnce() {
        Exchange first = world.send(ENSURE + "message.received");
        Exchange second = world.send(ENSURE + "message.received");

        WebhookSubscription made = first.getMessage().getBody(WebhookSubscription.class);
        WebhookSubscription found = second.getMessage().getBody(WebhookSubscription.class);
        assertThat(made.signingSecret()).startsWith("whsec_");
        assertThat(made.targetUrl()).isEqualTo("https://example.com/hook?version=2026-02-03");
        assertThat(made.toString()).doesNotContain("whsec_");
        assertThat(found.id()).isEqualTo(made.id());
        assertThat(found.signingSecret()).isNull();
        assertThat(first.getMessage().getHeader(LinqConstants.WEBHOOK_CREATED)).isEqualTo(true);
        assertThat(second.getMessage().getHeader(LinqConstants.WEBHOOK_CREATED)).isEqualTo(false);
        assertThat(all()).hasSize(1);
    }

    @Test
    void updatesEventsLinesAndTheActiveStateInPlace() {
        world.send(ENSURE + "message.received");
        Exchange events = world.send(ENSURE + "message.received,message.read");
        assertThat(events.getMessage().getBody(WebhookSubscription.class).subscribedEvents())
                .containsExactly("message.received", "message.read");

        Exchange lines = world.send(ENSURE + "message.received,message.read&webhookLines=" + LinqWorld.LINE);
        assertThat(lines.getMessage().getBody(WebhookSubscription.class).phoneNumbers())
                .containsExactly(LinqWorld.LINE);

        world.send(
                "linq:update-webhook?CamelCardWebhookActive=false",
                lines.getMessage().getHeaders(),
                null);
        Exchange awake = world.send(ENSURE + "message.received,message.read&webhookLines=" + LinqWorld.LINE);
        assertThat(awake.getMessage().getBody(WebhookSubscription.class).isActive())
                .isTrue();
        assertThat(all()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_AFTER_DELIVERY", "CUT_ANSWER"})
    void settlesALostAnswerByTheList(Fault.Kind kind) {
        world.twin.inject(Fault.of(kind).on("POST", "webhook-subscriptions"));

        Exchange done = world.send(ENSURE + "message.received");

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(LinqConstants.WEBHOOK_CREATED)).isEqualTo(true);
        assertThat(all()).hasSize(1);
    }

    @Test
    void reportsNotSentWhenTheListHasNoSubscription() {
        world.twin.inject(Fault.error(3001).on("POST", "webhook-subscriptions"));

        world.send(ENSURE + "message.received&maxRetries=0");

        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void usesASubscriptionWhoseCreationWasInDoubt() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "webhook-subscriptions"));
        world.twin.inject(Fault.error(3001).on("GET", "webhook-subscriptions").times(0));

        world.send(
                "linq:create-webhook?maxRetries=0&webhookEvents=message.received&webhookUrl=https://example.com/hook");
        world.failed.clear();
        world.twin.clearFaults();

        Exchange done = world.send(ENSURE + "message.received");

        assertThat(done.getMessage().getHeader(LinqConstants.WEBHOOK_CREATED)).isEqualTo(false);
        assertThat(all()).hasSize(1);
    }

    @Test
    void keepsAVersionInTheAddress() {
        Exchange done = world.send("linq:create-webhook?webhookUrl=RAW(https://example.com/h?version=2025-01-01)");

        assertThat(done.getMessage().getBody(WebhookSubscription.class).targetUrl())
                .isEqualTo("https://example.com/h?version=2025-01-01");
    }

    @Test
    void aConflictWithoutASubscriptionStaysAConflict() {
        world.twin.inject(Fault.error(2015).on("POST", "webhook-subscriptions"));

        world.send(ENSURE + "message.received");

        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.CONFLICT);
    }
}
