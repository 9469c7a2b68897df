package io.callingcard.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.AsyncResult;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Checks with the endpoint's credentials whether its account could send now.
 *
 * <p>Never blocks, because runtimes check health on an event loop. The first probe is sent after startup. Each check
 * reports the last answer, and sends a new probe if that answer is older than ten seconds.
 */
public abstract class ProviderHealthCheck extends AbstractHealthCheck {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ProviderConfiguration configuration;
    private final ProviderClient client;
    private final Clock clock;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile LastProbe lastProbe;

    /**
     * The result of the last probe.
     *
     * @param problem what is wrong, or null
     * @param failure the failure of the probe, or null
     */
    private record LastProbe(Instant at, String problem, ProviderException failure) {}

    protected ProviderHealthCheck(String provider, ProviderConfiguration configuration, ProviderClient client) {
        super("camel", "producer:" + provider + ":" + configuration.account() + "@" + configuration.getBaseUrl());
        this.configuration = configuration;
        this.client = client;
        this.clock = configuration.getClock();
    }

    /** Returns a call that needs the credentials and changes nothing. */
    protected abstract WireRequest probe();

    /** Returns the problem that a successful answer shows, if any. */
    protected abstract Optional<String> problem(JsonNode answer);

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        LastProbe last = lastProbe;
        if (last == null || last.at().plus(FRESH).isBefore(clock.instant())) {
            sendProbe();
        }
        builder.detail("account", configuration.account()).detail("baseUrl", configuration.getBaseUrl());
        if (last == null) {
            builder.message("the provider has not answered yet").unknown();
        } else {
            report(builder.detail("askedAt", last.at().toString()), last);
        }
    }

    private static void report(HealthCheckResultBuilder builder, LastProbe last) {
        ProviderException failure = last.failure();
        if (failure != null) {
            builder.message(failure.getMessage())
                    .error(failure)
                    .detail("kind", failure.getKind().name())
                    .down();
        } else if (last.problem() != null) {
            builder.message(last.problem()).down();
        } else {
            builder.up();
        }
    }

    /** Sends a probe, unless one is in progress. */
    void sendProbe() {
        if (probing.compareAndSet(false, true)) {
            client.json(probe(), this::problem).onComplete(this::answered);
        }
    }

    private void answered(AsyncResult<Optional<String>> answer) {
        lastProbe = new LastProbe(
                clock.instant(),
                answer.succeeded() ? answer.result().orElse(null) : null,
                // The client fails with nothing else.
                (ProviderException) answer.cause());
        probing.set(false);
    }
}
