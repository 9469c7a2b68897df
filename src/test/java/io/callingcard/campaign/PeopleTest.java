// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Finds people on lines of several providers, by what an operator may type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T15:00:00Z"));
    private TwinServer twin;
    private Ledgers ledgers;
    private Flows flows;

    /** Ada was written to by Chert, Lin by a line of Linq, and Tim's first try failed. */
    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of());
        flows.camel.getRegistry().bind("books", campaign("chert"));
        flows.camel.getRegistry().bind("100%_off!", campaign("linq"));
        flows.camel.getRegistry().bind("empty", campaign("wa"));
        lead("Ada", "+12125550100", "books", "chert");
        lead("Lin", "+12125550101", "100%_off!", "linq");
        await().until(() -> CampaignStore.of(ledger).leads.standing("books").done() == 1
                && CampaignStore.of(ledger).leads.standing("100%_off!").done() == 1);
        twin.inject(
                Fault.of(Fault.Kind.RESET_BEFORE_READING).on("POST", "/send$").times(1000));
        lead("Tim", "+12125550102", "books", "chert");
        await().until(() -> names("Tim", null, null, null).equals(List.of("Tim")));
        clock.advance(Duration.ofMillis(100));
    }

    private static Campaign campaign(String channel) {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setChannel(channel);
        campaign.setCard(Campaign.CardStep.NONE);
        return campaign;
    }

    private void lead(String name, String phone, String campaign, String channel) {
        flows.lead(Map.of("name", name, "phone", phone, "channel", channel, "campaign", campaign, "consent", true));
    }

    @AfterAll
    void stop() throws Exception {
        flows.close();
        twin.close();
        ledgers.close();
    }

    private List<String> found(String search, String campaign, String line, String state) throws Exception {
        Map<String, Object> headers = new HashMap<>();
        headers.put(CampaignConstants.SEARCH, search);
        headers.put(CampaignConstants.NAME, campaign);
        headers.put(CampaignConstants.LINE, line);
        headers.put(CampaignConstants.STATE, state);
        Exchange done = flows.send("campaign:people?showNumbers=true", null, headers);
        JsonNode page = JSON.readTree(done.getMessage().getBody(String.class));
        List<String> people = new ArrayList<>();
        page.path("people")
                .forEach(each -> people.add(
                        each.path("name").asText() + " " + each.path("state").asText()));
        return people;
    }

    private List<String> names(String search, String campaign, String line, String state) throws Exception {
        return found(search, campaign, line, state).stream()
                .map(each -> each.substring(0, each.indexOf(' ')))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            -               | -         | -                 | -           | Ada,Lin,Tim
            ' '             | ' '       | ' '               | -           | Ada,Lin,Tim
            555 0101        | -         | -                 | -           | Lin
            (212)           | -         | -                 | -           | Ada,Lin,Tim
            +-()            | -         | -                 | -           | ''
            100%            | -         | -                 | -           | Lin
            _off!           | -         | -                 | -           | Lin
            ada             | books     | -                 | -           | Ada
            ada             | 100%_off! | -                 | -           | ''
            -               | books     | -                 | -           | Ada,Tim
            -               | empty     | -                 | -           | ''
            -               | -         | chert             | -           | Ada,Tim
            -               | -         | chert:            | -           | Ada,Tim
            -               | -         | linq              | -           | Lin
            -               | -         | linq:+12025550199 | -           | ''
            -               | -         | chert:+1202555010 | -           | ''
            -               | -         | wa                | -           | ''
            -               | -         | none              | -           | ''
            -               | -         | -                 | sent        | Ada,Lin
            lin             | -         | linq              | sent        | Lin
            lin             | -         | linq              | set_aside   | ''
            -               | -         | -                 | opted_out   | ''
            """)
    void findsThemBy(String search, String campaign, String line, String state, String expected) throws Exception {
        assertThat(String.join(",", names(search, campaign, line, state))).isEqualTo(expected);
    }

    @Test
    void aWrongQuestionSaysWhatToDo() {
        assertThatThrownBy(() -> found("x".repeat(101), null, null, null))
                .hasStackTraceContaining("q: is longer than 100 characters");
        assertThatThrownBy(() -> found(null, null, null, "happy")).hasStackTraceContaining("state: ");
    }
}
