package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.awaitility.Awaitility.await;

/** The stories of people, as {@code ledger:explain} tells them, from real flows on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {

    private static final String ADA = "+12125550100";

    /** Four in the afternoon in Berlin, ten in the morning in New York. */
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private static final String TEXTS = "/messages$|/send$|/send/message$";

    private final MovableClock clock = new MovableClock(NOW);
    private final Campaign campaign = new Campaign();
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
    }

    private void open(Ledgers.Kind kind) throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        ledger.setLease("1s");
        flows = new Flows(twin.port(), ledger, Map.of());
        campaign.setText("Hi {name}");
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        campaign.setShare(true);
        campaign.setShareAs(Campaign.CardStep.SEND);
        flows.camel.getRegistry().bind("books", campaign);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    private static Map<String, Object> lead(String channel) {
        return new HashMap<>(
                Map.of("name", "Ada", "phone", ADA, "channel", channel, "campaign", "books", "consent", true));
    }

    private LeadTable.Standing standing() {
        return CampaignStore.of(ledger).leads.standing("books");
    }

    private void welcome(String channel) {
        flows.lead(lead(channel));
        await().until(() -> standing().waiting() == 0);
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
    }

    private String story() {
        return story("&showNumbers=true");
    }

    private String story(String options) {
        return flows.send("ledger:explain?format=TEXT&zone=Europe/Berlin" + options, null, Flows.person(ADA))
                .getMessage()
                .getBody(String.class);
    }

    private void receive(String channel, String id, String text) {
        flows.receive(new InboundEvent.Builder(channel, Json.object(), clock.instant())
                .type(EventType.MESSAGE_RECEIVED, "any")
                .id(id)
                .chat(twin.journal(ADA).get(0).chatId(), false)
                .sender(ADA, null, false)
                .text(text)
                .build());
    }

    @ParameterizedTest
    @EnumSource
    void printed(Ledgers.Kind kind) throws Exception {
        open(kind);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS));
        flows.lead(lead("wa"));
        await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
        System.out.println(story());
        clock.advance(Duration.ofMinutes(2));
        await().until(() -> {
            clock.advance(Duration.ofMinutes(1));
            flows.send("direct:settle", null);
            return standing().waiting() == 0;
        });
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
        System.out.println(story());
        clock.advance(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
        System.out.println(story());
        clock.advance(Duration.ofHours(8));
        receive("wa", "3EB0STOP", "STOP");
        System.out.println(story(""));
        System.out.println(flows.send("ledger:explain?zone=Europe/Berlin", null, Flows.person(ADA))
                .getMessage()
                .getBody(String.class));
    }
}
