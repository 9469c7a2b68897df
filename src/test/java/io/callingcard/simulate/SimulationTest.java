// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.campaign.Campaign;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationTest {

    @TempDir
    Path folder;

    private Run run(SimulationSettings settings) throws Exception {
        return Run.of(settings, folder.resolve("out"));
    }

    private static Campaign campaign() {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        return campaign;
    }

    private static Map<String, Long> byPerson(Stream<JsonNode> events) {
        return events.collect(Collectors.groupingBy(Run::person, TreeMap::new, Collectors.counting()));
    }

    @Test
    void eachPersonGetsTextCardAndADailyShare() throws Exception {
        Run run = run(Run.settings(5, 4));

        assertThat(byPerson(run.received("text"))).hasSize(5).allSatisfy((who, texts) -> assertThat(texts)
                .isEqualTo(1));
        assertThat(byPerson(run.received("card"))).hasSize(5).allSatisfy((who, cards) -> assertThat(cards)
                .isEqualTo(1));
        assertThat(byPerson(run.received("share"))).hasSize(5).allSatisfy((who, shares) -> assertThat(shares)
                .isEqualTo(3));
        assertThat(run.all("step"))
                .hasSize(5 * 5)
                .allSatisfy(step -> assertThat(step.path("outcome").asText()).isEqualTo("sent"));
        assertThat(run.rules.at("/campaigns/3/steps/0").asText()).isEqualTo("welcome/text");
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws Exception {
        Run one = Run.of(Run.settings(40, 3).people("usual"), folder.resolve("one"));
        Run two = Run.of(Run.settings(40, 3).people("usual"), folder.resolve("two"));
        Run other = Run.of(Run.settings(40, 3).people("usual").seed(8), folder.resolve("other"));

        assertThat(two.bytes).isEqualTo(one.bytes);
        assertThat(other.bytes).isNotEqualTo(one.bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "+4915112340%03d, Europe/Berlin, 2026-03-27T10:00:00Z",
        "+4915112340%03d, Europe/Berlin, 2026-10-23T10:00:00Z",
        "+919812340%03d, Asia/Kolkata, 2026-03-27T10:00:00Z"
    })
    void nothingIsSharedAtNight(String numbers, String zone, String from) throws Exception {
        Run run = run(Run.settings(6, 4, numbers).from(Instant.parse(from)));

        assertThat(run.received("share")).isNotEmpty().allSatisfy(share -> assertThat(
                        Run.at(share).atZone(ZoneId.of(zone)).toLocalTime())
                .isBetween(LocalTime.of(9, 0), LocalTime.of(20, 1)));
    }

    @Test
    void nothingIsSentAfterStop() throws Exception {
        Run run = run(Run.settings(30, 6).people("stops=0.5"));
        Map<String, Instant> stopped = run.all("person")
                .collect(Collectors.toMap(Run::person, event -> Run.at(event).plusSeconds(2)));

        assertThat(stopped).hasSizeBetween(5, 25);
        assertThat(run.all("received"))
                .noneMatch(event -> stopped.containsKey(Run.person(event))
                        && Run.at(event).isAfter(stopped.get(Run.person(event))));
    }

    @Test
    void eventsOfTheStreamReachTheFlow() throws Exception {
        Run run = run(Run.settings(30, 6)
                .properties(Map.of("camel.component.chert.mode", "STREAM"))
                .people("stops=0.5"));
        Map<String, Instant> stopped = run.all("person")
                .collect(Collectors.toMap(Run::person, event -> Run.at(event).plusSeconds(2)));

        assertThat(stopped).hasSizeBetween(5, 25);
        assertThat(run.all("received"))
                .noneMatch(event -> stopped.containsKey(Run.person(event))
                        && Run.at(event).isAfter(stopped.get(Run.person(event))));
    }

    @Test
    void aLineMeetsNoMorePeopleThanItsBudgetAllows() throws Exception {
        Campaign campaign = campaign();
        campaign.setFirstTouchesPerDay(4);
        campaign.setFirstTouchGap("10m");
        Run run = run(Run.settings(10, 4).campaign("welcome", campaign));
        List<Instant> texts = run.received("text").map(Run::at).toList();

        assertThat(texts.stream()
                        .collect(Collectors.groupingBy(
                                at -> at.atZone(ZoneOffset.UTC).toLocalDate(), TreeMap::new, Collectors.counting()))
                        .values())
                .containsExactly(4L, 4L, 2L);
        for (int i = 1; i < texts.size(); i++) {
            assertThat(Duration.between(texts.get(i - 1), texts.get(i))).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void lostAnswersSendNothingTwice() throws Exception {
        Run run = run(Run.settings(60, 2)
                .fault(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                        .probability(0.1)
                        .times(Integer.MAX_VALUE))
                .fault(Fault.error(3001).on("POST", "send").probability(0.1).times(Integer.MAX_VALUE)));

        assertThat(run.all("fault")).isNotEmpty();
        assertThat(byPerson(run.received("text")))
                .allSatisfy((who, texts) -> assertThat(texts).isEqualTo(1));
        assertThat(byPerson(run.received("card")))
                .allSatisfy((who, cards) -> assertThat(cards).isEqualTo(1));
    }

    @Test
    @Tag("full")
    void killedNodesSendNothingTwice() throws Exception {
        Duration kill = Duration.ofMillis(100);
        Run run = run(Run.settings(80, 1)
                .nodes(2)
                .change(kill, 1, SimulationSettings.Change.KILL)
                .change(Duration.ofMinutes(5), 1, SimulationSettings.Change.START)
                .change(Duration.ofHours(1), 2, SimulationSettings.Change.STOP));

        assertThat(run.all("node").map(event -> event.path("did").asText()))
                .containsExactly("started", "started", "killed", "started", "stopping", "stopped");
        assertThat(byPerson(run.received("text"))).hasSize(80).allSatisfy((who, texts) -> assertThat(texts)
                .isEqualTo(1));
        assertThat(run.all("step")
                        .filter(step -> step.path("step").asText().equals("welcome/card"))
                        .map(Run::person)
                        .distinct())
                .hasSizeGreaterThan(60);
    }

    @Test
    @Tag("full")
    void aCopyOfALedgerGoesOnWhereItWas() throws Exception {
        Campaign campaign = campaign();
        campaign.setFirstTouchesPerDay(4);
        campaign.setFirstTouchGap("10m");
        Path ledger = folder.resolve("ledger.db");
        Run whole = Run.of(Run.settings(20, 8).campaign("welcome", campaign), folder.resolve("whole"));
        Instant middle = Instant.parse("2026-03-04T12:00:00Z");
        SimulationSettings first = Run.settings(20, 8)
                .campaign("welcome", campaign)
                .length(Duration.between(Instant.parse("2026-03-02T15:00:00Z"), middle));
        try (Simulation half = new Simulation(first, folder.resolve("half"))) {
            half.run();
            half.keepLedger(ledger);
        }
        byte[] before = Files.readAllBytes(ledger);

        Run rest = Run.of(
                new SimulationSettings()
                        .seed(99)
                        .from(middle)
                        .days(8)
                        .routes("file:routes/*.camel.yaml")
                        .campaign("welcome", campaign)
                        .ledger(ledger),
                folder.resolve("rest"));

        Instant end = last(whole);
        assertThat(Duration.between(end, last(rest)).abs()).isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
    }

    private static Instant last(Run run) {
        return run.received("text").map(Run::at).reduce((one, other) -> other).orElseThrow();
    }

    @Test
    void whatIsOutsideIsNamedAndStubbed() throws Exception {
        String routes = UserRoutes.in(
                folder.resolve("routes"),
                """
                - route:
                    from:
                      uri: timer:crm
                      parameters: {period: 3600000}
                      steps:
                        - setBody: {constant: all}
                        - to: https://crm.example.com/leads?key=secret
                        - filter:
                            simple: ${body} == null
                            steps:
                              - setBody:
                                  constant: '[{"name": "Ann", "phone": "+14152000001", "campaign": "welcome", "consent": true}]'
                              - to: campaign:add-leads
                """);
        Run run = run(Run.settings(0, 1).routes(routes));

        assertThat(run.rules.path("stubs").toString()).isEqualTo("[\"https://crm.example.com/leads\"]");
        assertThat(byPerson(run.received("text"))).containsExactly(Map.entry("+14152000001", 1L));
    }

    @Test
    void delaysAndRedeliveriesTakeVirtualTime() throws Exception {
        String routes = UserRoutes.in(
                folder.resolve("routes"),
                """
                - route:
                    from:
                      uri: timer:late
                      parameters: {repeatCount: 1, delay: 0}
                      steps:
                        - delay:
                            constant: 7200000
                        - to: seda:next
                - route:
                    from:
                      uri: seda:next
                      steps:
                        - onException:
                            exception: [java.lang.IllegalStateException]
                            handled: {constant: "true"}
                            redeliveryPolicy: {maximumRedeliveries: 3, redeliveryDelay: 3600000, maximumRedeliveryDelay: 3600000}
                            steps:
                              - setBody:
                                  constant: '[{"name": "Ann", "phone": "+14152000001", "campaign": "welcome", "consent": true}]'
                              - to: campaign:add-leads
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: never
                """);
        Run run = run(Run.settings(0, 1).routes(routes));

        assertThat(run.received("text").map(Run::at)).singleElement().satisfies(at -> assertThat(at)
                .isBetween(Instant.parse("2026-03-02T20:00:00Z"), Instant.parse("2026-03-02T20:01:00Z")));
    }
}
