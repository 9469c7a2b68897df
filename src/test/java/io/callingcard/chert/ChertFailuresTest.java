// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Failures: which calls are retried, which never, and which are left to the route. */
class ChertFailuresTest {

    private static ChertWorld world;

    @BeforeAll
    static void start() {
        world = new ChertWorld();
        world.furnished();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void clear() {
        world.twin.clearFaults();
        world.failed.clear();
        world.went.clear();
    }

    @Test
    void answersPrintNoContent() {
        Exchange history = world.send("chert:list-messages?chatId={chat}");

        assertThat(history.getMessage().getBody().toString()).doesNotContain("Welcome", "4155550100");
        assertThat(history.getMessage().getHeader(ChertConstants.HAS_MORE)).isEqualTo(false);
    }

    @Test
    void retriesAConnectionThatBreaksEarlyOnlyWithAKey() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_BEFORE_READING));
        world.send("chert:send-text", Map.of("CamelCardRecipient", "+14155550177"), "Hello");
        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("+14155550177")).hasSize(1);

        world.twin.inject(Fault.of(Fault.Kind.RESET_BEFORE_READING));
        world.send("chert:send-contact", Map.of("CamelCardRecipient", "+14155550177"), Map.of("full_name", "A"));
        assertThat(world.failed).singleElement().matches(failure -> failure.getOutcome() == Outcome.IN_DOUBT);
        assertThat(world.twin.journal("+14155550177")).hasSize(1);
    }

    @Test
    void aTextWithALostAnswerIsRetriedWithItsKeyAndArrivesOnce() {
        for (Fault.Kind kind : List.of(
                Fault.Kind.RESET_AFTER_DELIVERY,
                Fault.Kind.CUT_ANSWER,
                Fault.Kind.NO_ANSWER,
                Fault.Kind.STALL_AFTER_HEAD)) {
            world.twin.inject(Fault.of(kind).times(2));
            String phone = "+1415555018" + kind.ordinal() % 10;

            world.send("chert:send-text?requestTimeout=300", Map.of("CamelCardRecipient", phone), "Hello");

            assertThat(world.failed).as(kind.name()).isEmpty();
            assertThat(world.twin.journal(phone)).as(kind.name()).hasSize(1);
        }
    }

    @Test
    void aCardIsNeverRepeatedAfterALostAnswer() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(1));
                from("direct:redelivering").to("chert:send-contact");
            }
        });
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY));

        Exception failure = world.camel
                .createProducerTemplate()
                .request("direct:redelivering", exchange -> {
                    exchange.getMessage().setHeader("CamelCardRecipient", "+14155550166");
                    exchange.getMessage().setBody(Map.of("full_name", "A"));
                })
                .getException();

        assertThat(failure).isInstanceOf(InDoubtException.class);
        assertThat(world.twin.journal("+14155550166")).hasSize(1);
    }

    @Test
    void anErrorAfterDeliveryIsInDoubtForACardAndSettledByTheKeyForAText() {
        world.twin.inject(Fault.errorAfterDelivery(4001));
        world.send("chert:send-contact", Map.of("CamelCardRecipient", "+14155550122"), Map.of("full_name", "A"));
        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(world.failed.get(0).getCode()).isEqualTo("4001");
        assertThat(world.twin.journal("+14155550122")).hasSize(1);
        world.failed.clear();

        world.twin.inject(Fault.errorAfterDelivery(4001));
        Exchange text = world.send("chert:send-text", Map.of("CamelCardRecipient", "+14155550121"), "Hello");
        assertThat(text.getMessage().getHeader(ChertConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(world.twin.journal("+14155550121")).hasSize(1);
    }

    @Test
    void waitsOutARateLimitAndSendsTheCardOnce() {
        world.twin.inject(Fault.error(1007).retryAfter(0).times(2));

        world.send("chert:send-contact", Map.of("CamelCardRecipient", "+14155550155"), Map.of("full_name", "A"));

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("+14155550155")).hasSize(1);
    }

    @Test
    void leavesAWaitAboveTheLimitToTheRoute() {
        world.twin.inject(Fault.error(1007).retryAfter(3600));

        world.send("chert:share-card", Map.of("CamelCardRecipient", "+14155550144"), null);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void signsAgainByTheProvidersClockAfterClockSkew() {
        world.twin.clockOffset(Duration.ofHours(2));
        try {
            int before = world.twin.requests().size();

            world.send("chert:list-lines", Map.of(), null);

            assertThat(world.failed).isEmpty();
            assertThat(world.twin.requests()).hasSize(before + 2);

            world.send("chert:list-lines?resignOnClockSkew=false", Map.of(), null);
            assertThat(world.onlyFailureAfterSuccess().getCode()).isEqualTo("2013");
        } finally {
            world.twin.clockOffset(Duration.ZERO);
        }
    }

    @Test
    void anUnrecognizedOrHugeAnswerIsInDoubt() {
        for (Fault.Kind kind : List.of(Fault.Kind.FOREIGN_PAGE, Fault.Kind.HUGE_ANSWER)) {
            world.failed.clear();
            world.twin.inject(Fault.of(kind));

            world.send("chert:share-card", Map.of("CamelCardRecipient", "+14155550133"), null);

            assertThat(world.onlyFailure().getOutcome()).as(kind.name()).isEqualTo(Outcome.IN_DOUBT);
        }
    }

    @Test
    void everyExchangeEndsWhenTheProviderIsSlow() {
        world.twin.inject(Fault.latency(Duration.ofMillis(300)));

        world.send("chert:typing?chatId=" + world.name("{chat}"), Map.of(), null);

        Awaitility.await().untilAsserted(() -> assertThat(world.went).hasSize(1));
        assertThat(world.failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"90, 180, true", "-90, -180, true", "90.001, 0, false", "0, 180.001, false", "NaN, 0, false"})
    void acceptsCoordinatesAtTheLimits(double latitude, double longitude, boolean there) {
        try (ChertWorld map = new ChertWorld()) {
            map.refurnish();
            map.send(
                    "chert:send-location",
                    Map.of(
                            "CamelCardRecipient",
                            "+14155550100",
                            "CamelCardLatitude",
                            latitude,
                            "CamelCardLongitude",
                            longitude),
                    null);

            assertThat(map.went).hasSize(there ? 1 : 0);
        }
    }
}
