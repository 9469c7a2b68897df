// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** The claim of a step decides whether a producer may send. */
class ClaimedStepTest {

    private static final Map<String, Object> CHAT =
            Map.of(CardConstants.CHAT_ID, "chat-1", CardConstants.PROVIDER, "chert");

    /** Sends succeed, and reads fail. */
    private final RawServer server =
            RawServer.answering(request -> request.method().equals("GET")
                    ? new Answer(404, "{\"error\":{\"code\":2003}}")
                    : Answer.ok(ChertRoutes.SENT));

    private final ChertRoutes routes = new ChertRoutes(server.url());
    private final OncePerChat once = new OncePerChat();
    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        once.setLedger(ledgers.fresh(Ledgers.Kind.SQLITE));
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        ledgers.close();
        server.close();
    }

    @Test
    void aFailedReadLeavesTheClaimOfTheStepUnused() {
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .idempotentConsumer(constant("welcome/text"), once)
                        .to(ChertRoutes.HISTORY);
                from("direct:send")
                        .idempotentConsumer(constant("welcome/text"), once)
                        .to(ChertRoutes.TEXT);
            }
        });

        Exchange read = routes.start("direct:read", CHAT, null);
        assertThat(ChertRoutes.failure(read).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        routes.start("direct:send", CHAT, "Hello");
        routes.start("direct:send", CHAT, "Hello");

        assertThat(server.requests()).extracting(Request::method).containsExactly("GET", "POST");
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.SENT);
    }

    /** A part of the route that a time-out cut off may reach its send after the claim has ended. */
    @Test
    void sendsNothingAfterTheClaimHasEnded() {
        Exchange cutOff = new DefaultExchange(routes.camel);
        cutOff.getMessage().setHeaders(new HashMap<>(CHAT));
        once.add(cutOff, "welcome/text");
        StepClaim claim = StepClaim.of(cutOff);
        once.remove(cutOff, "welcome/text");
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:late").setProperty(StepClaim.PROPERTY, () -> claim).to(ChertRoutes.TEXT);
            }
        });

        Exchange late = routes.start("direct:late", CHAT, "Hello");

        assertThat(late.getException()).hasMessageContaining("the claim of this step expired or has ended");
        assertThat(late.getMessage().getHeaders())
                .containsEntry(CardConstants.ERROR_KIND, "CONFLICT")
                .containsEntry(CardConstants.OUTCOME, Outcome.NOT_SENT);
        assertThat(server.connections()).isEmpty();
    }
}
