// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.house.RunnerProcess.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A runner sends a campaign to its twins, by the clock of the machine. In the middle the command simulates the rest, from the ledger
 * that the runner is using. The rest then happens, and the forecast must have been right.
 */
@Tag("full")
class FlightForecastIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PEOPLE = 30;
    private static final int MIDDLE = 10;
    /** A fifth of the usual one. The start of a process and the leases in the copy take seconds, and do not shrink with it. */
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** The day is short: a new person each second, a share twenty seconds later, and no night. */
    private static final List<String> SETTINGS = List.of(
            "-Dcallingcard.routes=file:mine/*.camel.yaml",
            "-Dcallingcard.welcome.first-touch-gap=1s",
            "-Dcallingcard.daily-share.cron=0 * * * * ?",
            "-Dcallingcard.ledger.lease=5s",
            "-Dcallingcard.settle.cron=0/2 * * * * ?",
            "-Dcallingcard.settle.delay=0s");

    @TempDir
    Path folder;

    private void routes() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String yaml = Files.readString(file)
                        .replace(
                                "maxShares: 7",
                                "maxShares: 1\n        shareEvery: 20s\n        quietFrom: '00:00'\n        quietTo: '00:00'");
                Files.writeString(mine.resolve(file.getFileName()), yaml);
            }
        }
    }

    @Test
    void theEndOfARunningCampaignIsPredictedWithinASweep() throws Exception {
        routes();
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), SETTINGS.toArray(String[]::new))) {
            StringBuilder leads = new StringBuilder();
            for (int i = 0; i < PEOPLE; i++) {
                leads.append(leads.isEmpty() ? "[" : ",")
                        .append("{\"name\":\"Ann\",\"phone\":\"+14152000")
                        .append(100 + i)
                        .append("\",\"campaign\":\"welcome\",\"consent\":true}");
            }
            assertThat(runner.post("/leads", leads.append("]").toString()).statusCode())
                    .isEqualTo(200);
            await().atMost(LONGEST).until(() -> received(runner, "text").count() >= MIDDLE);

            Answer forecast = RunnerProcess.command(
                    folder,
                    SETTINGS,
                    "simulate",
                    "--days=1",
                    "--people=silent",
                    "--from=" + runner.ledger.getFileName());
            assertThat(forecast.code()).as(forecast.words()).isZero();
            assertThat(forecast.words()).contains("leads waited in the ledger at the start.");

            await().atMost(LONGEST).until(() -> received(runner, "share").count() == PEOPLE);
            assertThat(Duration.between(ends(), last(received(runner, "card"))).abs())
                    .isLessThanOrEqualTo(SWEEP);
            assertThat(Duration.between(sweepOf(last(simulated("share"))), sweepOf(last(received(runner, "share"))))
                            .abs())
                    .isLessThanOrEqualTo(SWEEP);
            assertThat(received(runner, "text").count()).isEqualTo(PEOPLE);
        }
    }

    private Instant ends() throws Exception {
        JsonNode summary =
                JSON.readTree(folder.resolve("simulation/summary.json").toFile());
        for (JsonNode campaign : summary.path("campaigns")) {
            if (campaign.path("name").asText().equals("welcome")) {
                assertThat(campaign.path("leads").asInt()).isBetween(1, PEOPLE - MIDDLE + 1);
                return Instant.parse(campaign.path("ends").asText());
            }
        }
        throw new AssertionError(summary.toString());
    }

    private Stream<JsonNode> simulated(String kind) throws Exception {
        return lines(Files.readString(folder.resolve("simulation/journal.jsonl")))
                .filter(event -> event.path("what").asText().equals("received")
                        && event.path("kind").asText().equals(kind));
    }

    /** A sweep takes its time, so a share of the next sweep is a little more than one sweep away. */
    private static Instant sweepOf(Instant share) {
        return share.truncatedTo(ChronoUnit.MINUTES);
    }

    private static Stream<JsonNode> received(RunnerProcess runner, String kind) throws Exception {
        return lines(runner.get("/twin/journal").body())
                .filter(entry -> entry.path("kind").asText().equals(kind));
    }

    private static Stream<JsonNode> lines(String text) {
        return text.lines().map(line -> {
            try {
                return JSON.readTree(line);
            } catch (java.io.IOException e) {
                throw new AssertionError(line, e);
            }
        });
    }

    private static Instant last(Stream<JsonNode> events) {
        return events.map(event -> Instant.parse(event.path("at").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
