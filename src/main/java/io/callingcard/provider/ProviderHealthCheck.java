// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.AsyncResult;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Checks with the endpoint's credentials whether its account could send now.
 *
 * <p>Never blocks, because runtimes check health on an event loop. The first probe is sent after startup. Each check
 * reports the last answer, and sends a new probe if that answer is older than ten seconds. It is DOWN while the account
 * cannot send, as the checks of Camel's own producers are.
 */
public abstract class ProviderHealthCheck extends AbstractHealthCheck {

    private static final String PREFIX = "producer:";
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
        super("camel", PREFIX + provider + ":" + configuration.account() + "@" + configuration.getBaseUrl());
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
        LastProbe last = fresh();
        builder.detail("account", configuration.account()).detail("baseUrl", configuration.getBaseUrl());
        if (last == null) {
            builder.message("the provider has not answered yet").unknown();
        } else {
            report(builder.detail("askedAt", last.at().toString()), last);
        }
    }

    private static void report(HealthCheckResultBuilder builder, LastProbe last) {
        if (last.problem() == null) {
            builder.up();
            return;
        }
        builder.message(last.problem()).detail("problem", last.problem()).down();
        if (last.failure() != null) {
            builder.error(last.failure())
                    .detail("kind", last.failure().getKind().name());
        }
    }

    /** Returns why accounts of a provider cannot send, as their last probes say. Never waits. */
    public static List<String> problems(CamelContext camel, String provider) {
        return HealthCheckHelper.getHealthCheckRepository(camel, "producers").stream()
                .filter(check -> check.getId().startsWith(PREFIX + provider + ":"))
                .filter(ProviderHealthCheck.class::isInstance)
                .map(check -> ((ProviderHealthCheck) check).fresh())
                .filter(probe -> probe != null && probe.problem() != null)
                .map(LastProbe::problem)
                .toList();
    }

    /** Returns the last probe, and sends a new one if that is old. */
    private LastProbe fresh() {
        LastProbe last = lastProbe;
        if (last == null || last.at().plus(FRESH).isBefore(clock.instant())) {
            sendProbe();
        }
        return last;
    }

    /** Sends a probe, unless one is in progress. */
    void sendProbe() {
        if (probing.compareAndSet(false, true)) {
            client.json(probe(), this::problem).onComplete(this::answered);
        }
    }

    private void answered(AsyncResult<Optional<String>> answer) {
        // The client fails with nothing else.
        ProviderException failure = (ProviderException) answer.cause();
        String problem = failure == null ? answer.result().orElse(null) : failure.getMessage();
        lastProbe = new LastProbe(clock.instant(), problem, failure);
        probing.set(false);
    }
}
