package io.callingcard.provider;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Asks the provider, with the endpoint's own credentials, whether its account could send now. */
public abstract class ProviderHealthCheck extends AbstractHealthCheck {

    private final String account;
    private final String baseUrl;
    private final long timeout;
    private final ProviderClient client;

    protected ProviderHealthCheck(String provider, ProviderConfiguration configuration, ProviderClient client) {
        super("camel", "producer:" + provider + ":" + configuration.account() + "@" + configuration.getBaseUrl());
        this.account = configuration.account();
        this.baseUrl = configuration.getBaseUrl();
        this.timeout = configuration.getRequestTimeout();
        this.client = client;
    }

    /** A call that changes nothing and needs the credentials. */
    protected abstract WireRequest probe();

    /** What is wrong although the provider answered, if anything. */
    protected abstract Optional<String> complaint(JsonNode answer);

    @Override
    public boolean isLiveness() {
        return false;
    }

    /** Camel asks for health on a thread of its own and waits for the answer, so waiting is right here. */
    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("account", account).detail("baseUrl", baseUrl);
        try {
            client.json(probe(), this::complaint)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout, TimeUnit.MILLISECONDS)
                    .ifPresentOrElse(complaint -> builder.message(complaint).down(), builder::up);
        } catch (ExecutionException e) {
            builder.message(e.getCause().getMessage()).error(e.getCause()).down();
            if (e.getCause() instanceof ProviderException failure) {
                builder.detail("kind", failure.getKind().name());
            }
        } catch (TimeoutException e) {
            builder.message("no answer in time").down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.message("interrupted").unknown();
        }
    }
}
