// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node that Kubernetes stops. It is not ready from the first moment and still answers, then takes no more leads and ends
 * the calls under way, also those that take seconds. The next node sends the rest.
 */
@Tag("full")
class DrainIT {

    private static final int PEOPLE = 30;
    private static final int IN_FLIGHT = 8;
    private static final Duration SLOW = Duration.ofSeconds(8);

    /** As in the manifests: terminationGracePeriodSeconds, and how long a node is not ready before it closes its port. */
    private static final Duration GRACE = Duration.ofSeconds(120);

    private static final String DELAY = "5S";

    private static final String TOKEN = "token-of-the-crm";

    @TempDir
    Path folder;

    private TwinServer providers;
    private Map<String, String> environment;
    private String[] options;

    @BeforeEach
    void start() {
        providers = TwinServer.start("secret-of-chert");
        environment = Map.of(
                "CHERT_TENANT",
                "twin",
                "CHERT_SIGNING_SECRET",
                "secret-of-chert",
                "CHERT_BASE_URL",
                providers.root("chert"),
                "CALLINGCARD_LEADS_TOKEN",
                TOKEN,
                "CALLINGCARD_PAGE_PASSWORD",
                "open sesame",
                "QUARKUS_SHUTDOWN_DELAY",
                DELAY);
        options = new String[] {
            "-Dcallingcard.ledger.file=" + folder.resolve("kept.db"), "-Dcallingcard.max-in-flight=" + IN_FLIGHT
        };
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void isNotReadyWhileItEndsItsCalls() throws Exception {
        providers.inject(Fault.latency(SLOW).on("POST", "").times(PEOPLE));
        RunnerProcess first = new RunnerProcess(folder, environment, options);
        try (first) {
            String leads = IntStream.range(0, PEOPLE)
                    .mapToObj(person -> "{\"name\": \"Ada\", \"phone\": \"+1415555" + (1000 + person)
                            + "\", \"campaign\": \"welcome\", \"consent\": true}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(first.post("/leads", leads, "Authorization", "Bearer " + TOKEN)
                            .body())
                    .contains("\"accepted\":" + PEOPLE);
            await().until(() -> open(first) > 0);
            first.terminate();
            await().until(() -> readiness(first) == 503);
            assertThat(providers.journal()).as("the calls have not ended").isEmpty();
            // A proxy may not know it yet.
            assertThat(first.post("/leads", leads, "Authorization", "Bearer " + TOKEN)
                            .body())
                    .contains("\"known\":" + PEOPLE);
            assertThat(first.get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(first.isEnded(GRACE)).isTrue();
        }
        providers.clearFaults();
        Map<String, Long> received = received();
        assertThat(received)
                .as("the calls under way ended, and no others began")
                .hasSizeBetween(1, 2 * IN_FLIGHT);
        assertThat(received.values()).containsOnly(1L);
        for (String state : List.of("SENDING", "CLAIMED", "IN_DOUBT")) {
            assertThat(RunnerProcess.command(folder, List.of(options), "ledger", "report", "--state", state)
                            .words()
                            .strip())
                    .as(state)
                    .isEqualTo("There are none.");
        }
        try (RunnerProcess second = new RunnerProcess(folder, environment, options)) {
            assertThat(readiness(second)).isEqualTo(200);
            await().atMost(Duration.ofMinutes(2)).until(() -> received().size() == 2 * PEOPLE);
        }
        assertThat(received().values()).containsOnly(1L);
    }

    /** How often each phone shows a kind of message. */
    private Map<String, Long> received() {
        return providers.journal().stream()
                .map(entry -> entry.phone() + " " + entry.kind())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Returns how many steps the runner is sending. */
    private static double open(RunnerProcess runner) throws IOException, InterruptedException {
        return runner.get("/q/metrics", "Authorization", "Basic b3BlcmF0b3I6b3BlbiBzZXNhbWU=")
                .body()
                .lines()
                .filter(line -> line.startsWith("callingcard_ledger_open{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private static int readiness(RunnerProcess runner) throws IOException, InterruptedException {
        return runner.get("/q/health/ready").statusCode();
    }
}
