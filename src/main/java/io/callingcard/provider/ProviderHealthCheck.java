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
 * Asks the provider, with the endpoint's own credentials, whether its account could send now.
 *
 * <p>Never waits, because runtimes check health on an event loop. The provider is asked first when Camel has started. Each
 * check reports the last answer, and asks again if that is too old.
 */
public abstract class ProviderHealthCheck extends AbstractHealthCheck {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ProviderConfiguration configuration;
    private final ProviderClient client;
    private final Clock clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Found found;

    /**
     * The last answer.
     *
     * @param complaint the problem that the answer shows, or null
     * @param failure   why there was no answer, or null
     */
    private record Found(Instant at, String complaint, Throwable failure) {}

    protected ProviderHealthCheck(String provider, ProviderConfiguration configuration, ProviderClient client) {
        super("camel", "producer:" + provider + ":" + configuration.account() + "@" + configuration.getBaseUrl());
        this.configuration = configuration;
        this.client = client;
        this.clock = configuration.getClock();
    }

    /** A call that changes nothing and needs the credentials. */
    protected abstract WireRequest probe();

    /** The problem that an answer shows, if any. */
    protected abstract Optional<String> complaint(JsonNode answer);

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Found last = found;
        if (last == null || last.at().plus(FRESH).isBefore(clock.instant())) {
            ask();
        }
        builder.detail("account", configuration.account()).detail("baseUrl", configuration.getBaseUrl());
        if (last == null) {
            builder.message("the provider has not answered yet").unknown();
        } else {
            report(builder.detail("askedAt", last.at().toString()), last);
        }
    }

    private static void report(HealthCheckResultBuilder builder, Found last) {
        if (last.failure() != null) {
            builder.message(last.failure().getMessage()).error(last.failure()).down();
            if (last.failure() instanceof ProviderException failure) {
                builder.detail("kind", failure.getKind().name());
            }
        } else if (last.complaint() != null) {
            builder.message(last.complaint()).down();
        } else {
            builder.up();
        }
    }

    /** Asks the provider, unless a call is in progress. */
    void ask() {
        if (asking.compareAndSet(false, true)) {
            client.json(probe(), this::complaint).onComplete(this::answered);
        }
    }

    private void answered(AsyncResult<Optional<String>> answer) {
        found = new Found(clock.instant(), answer.succeeded() ? answer.result().orElse(null) : null, answer.cause());
        asking.set(false);
    }
}
