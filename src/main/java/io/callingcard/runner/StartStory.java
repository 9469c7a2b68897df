// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.AfterStart;
import org.apache.camel.quarkus.main.events.BeforeStop;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the start and the stop of the runner: what is off, when and where it is ready, and that it stops. */
@ApplicationScoped
class StartStory {

    private static final Logger LOG = LoggerFactory.getLogger("io.callingcard");

    @Inject
    Config config;

    @Inject
    CamelContext camel;

    @Inject
    Lines lines;

    @Inject
    Doors doors;

    @Inject
    @Readiness
    StartedCheck started;

    @ConfigProperty(name = "callingcard.twins", defaultValue = "true")
    boolean twins;

    @ConfigProperty(name = "callingcard.twins.url", defaultValue = "")
    String twinsUrl;

    void ready(@Observes AfterStart event) throws Exception {
        lines.watch();
        started.open();
        if (!lines.off().isEmpty()) {
            LOG.info("Off, because the line is not set up: {}", lines.offInWords());
        }
        Lines.besideTwins(camel, config).forEach(LOG::warn);
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        LOG.info(
                "Ready in {} s: {} ({})",
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        Duration.between(start, Instant.now()).toMillis() / 1000.0),
                url(),
                lines());
    }

    void stopping(@Observes BeforeStop event) {
        LOG.info("Stopping. No new work is taken; messages in progress are finished first.");
    }

    private String url() {
        String host = config.getValue("quarkus.http.host", String.class);
        return "http://" + host + ":" + config.getValue("quarkus.http.port", String.class);
    }

    /** Tells which lines are twins, wherever their addresses were set. */
    private String lines() {
        Map<Boolean, List<String>> byReal = Stream.of(Provider.values())
                .filter(lines::isPresent)
                .collect(Collectors.partitioningBy(
                        doors::isReal, Collectors.mapping(Provider::scheme, Collectors.toList())));
        List<String> parts = new ArrayList<>();
        if (!byReal.get(false).isEmpty()) {
            parts.add("twins" + (twins ? "" : " at " + twinsUrl) + ": " + String.join(", ", byReal.get(false)));
        }
        if (!byReal.get(true).isEmpty()) {
            parts.add("lines: " + String.join(", ", byReal.get(true)));
        }
        return String.join("; ", parts);
    }
}
