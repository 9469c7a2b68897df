package io.callingcard.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
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
    private static final String ALL =
            Stream.of(Provider.values()).map(Provider::scheme).collect(Collectors.joining(", "));

    @Inject
    Config config;

    @Inject
    Lines lines;

    @Inject
    @Readiness
    StartedCheck started;

    @ConfigProperty(name = "callingcard.twins", defaultValue = "true")
    boolean twins;

    @ConfigProperty(name = "callingcard.page.writable", defaultValue = "true")
    boolean areLinesTwins;

    @ConfigProperty(name = "callingcard.twins.url", defaultValue = "")
    String twinsUrl;

    void ready(@Observes AfterStart event) throws Exception {
        lines.watch();
        started.open();
        if (!lines.off().isEmpty()) {
            LOG.info("Off, because the line is not set up: {}", lines.offInWords());
        }
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

    private String lines() {
        if (twins) {
            return "twins: " + ALL;
        }
        String names = String.join(", ", lines.present());
        return areLinesTwins ? "twins at " + twinsUrl + ": " + names : "lines: " + names;
    }
}
