// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.eclipse.microprofile.config.Config;

import io.callingcard.linq.model.Line;

/**
 * Asks each line whether it could send now.
 *
 * @param out for the lines that are ready
 */
record OnlineCheck(CamelContext camel, Config config, PrintWriter out) {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** Returns what is wrong, each with the line and the cure. */
    List<String> problems() throws Exception {
        if (config.getOptionalValue("callingcard.page.writable", Boolean.class).orElse(false)) {
            out.println("No line is set up, so there is none to ask. The twins stand in for all lines.");
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (String scheme :
                config.getOptionalValues("callingcard.lines", String.class).orElse(List.of())) {
            camel.addService(camel.getEndpoint(scheme + ":send-text").createProducer());
            Optional<String> problem = health(scheme);
            if (problem.isEmpty() && scheme.equals("linq")) {
                problem = card();
            }
            problem.ifPresentOrElse(
                    words -> problems.add(scheme + ": " + words), () -> out.println(scheme + ": is ready to send."));
        }
        return problems;
    }

    private Optional<String> health(String scheme) {
        HealthCheckRepository checks =
                HealthCheckHelper.getHealthCheckRepository(camel, "producers", HealthCheckRepository.class);
        return checks.stream()
                .filter(check -> check.getId().startsWith("producer:" + scheme + ":"))
                .map(OnlineCheck::answer)
                .filter(answer -> answer.getState() != HealthCheck.State.UP)
                .map(answer -> answer.getMessage().orElse("is not ready"))
                .findFirst();
    }

    /** Waits for the provider's answer. */
    private static HealthCheck.Result answer(HealthCheck check) {
        Instant end = Instant.now().plus(LONGEST);
        HealthCheck.Result answer = check.call();
        while (answer.getState() == HealthCheck.State.UNKNOWN && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE);
            answer = check.call();
        }
        return answer;
    }

    /** Without an active card, no share of the line succeeds. */
    private Optional<String> card() throws Exception {
        Optional<String> from = config.getOptionalValue("camel.component.linq.from", String.class);
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            List<?> cards = template.requestBody("linq:list-cards", null, List.class);
            boolean hasActive = cards.stream()
                    .map(Line.Card.class::cast)
                    .anyMatch(card ->
                            card.active() && (from.isEmpty() || from.get().equals(card.phoneNumber())));
            return hasActive
                    ? Optional.empty()
                    : Optional.of(
                            "has no active contact card, so shares would fail. Create one with linq:ensure-card.");
        }
    }
}
