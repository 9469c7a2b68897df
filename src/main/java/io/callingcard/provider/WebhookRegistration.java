// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.inbound.Webhooks;

/**
 * Registers the webhook with the provider. Waits until the address answers, because providers probe it. An existing
 * subscription is kept, not duplicated.
 */
final class WebhookRegistration extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);
    private static final int OK = 200;
    private static final int PROBE_MILLIS = 5_000;
    private static final long FIRST_WAIT = 250;
    private static final long LONGEST_WAIT = 30_000;

    private final String provider;
    private final ProviderConfiguration configuration;
    private final Supplier<Vertx> vertx;
    private final Subscription subscription;
    private final Webhooks webhooks;
    private final AtomicReference<String> webhookId = new AtomicReference<>();
    private volatile Future<Void> underWay = Future.succeededFuture();
    private HttpClient client;

    /**
     * Creates a registration that is not started.
     *
     * @param vertx returns the Vert.x of the component, once that is started
     */
    WebhookRegistration(
            String provider,
            ProviderConfiguration configuration,
            Supplier<Vertx> vertx,
            Subscription subscription,
            Webhooks webhooks) {
        this.provider = provider;
        this.configuration = configuration;
        this.vertx = vertx;
        this.subscription = subscription;
        this.webhooks = webhooks;
    }

    /** Creates and deletes the provider's subscription of the webhook. */
    interface Subscription {

        /** Returns the endpoint that ensures the subscription of {@code webhookUrl}. */
        Endpoint ensureWebhook();

        /** Returns the endpoint that deletes a subscription; a header names its id. */
        Endpoint deleteWebhook();

        /** Returns the secret in an answer about a subscription, or null: usually only the first answer has it. */
        String secretOf(Object answer);
    }

    @Override
    protected void doStart() {
        client = vertx.get().createHttpClient();
        attempt(FIRST_WAIT);
    }

    @Override
    protected void doStop() throws Exception {
        client.close();
        if (!configuration.isAutoUnregister()) {
            return;
        }
        awaitRegistration();
        String id = webhookId.get();
        if (id != null) {
            Endpoint operation = subscription.deleteWebhook();
            Exchange exchange = operation.createExchange();
            exchange.getMessage().setHeader(CardConstants.WEBHOOK_ID, id);
            run(operation, exchange);
            if (exchange.getException() != null) {
                LOG.warn(
                        "{}: could not remove the webhook registration; remove it in the provider's console: {}",
                        provider,
                        exchange.getException().getMessage());
            }
        }
    }

    /** The answer with the id of a new subscription may be on its way. Without the id it cannot be removed. */
    private void awaitRegistration() throws InterruptedException {
        try {
            underWay.toCompletionStage().toCompletableFuture().get(LONGEST_WAIT, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{}: the webhook is not registered", provider, e);
        }
    }

    private void attempt(long wait) {
        if (!isRunAllowed()) {
            return;
        }
        underWay = probe().compose(there -> register());
        underWay.onFailure(e -> {
            LOG.info("{}: the webhook is not registered yet; retrying in {} ms: {}", provider, wait, e.getMessage());
            vertx.get().setTimer(wait, timer -> attempt(Math.min(2 * wait, LONGEST_WAIT)));
        });
    }

    /** Probes the address: a webhook answers GET with 200. */
    private Future<Void> probe() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(probeUrl())
                .setTimeout(PROBE_MILLIS);
        return client.request(options)
                .compose(request -> request.send())
                .compose(answer -> answer.statusCode() == OK
                        ? Future.succeededFuture()
                        : Future.failedFuture("the address answers with HTTP " + answer.statusCode()));
    }

    private String probeUrl() {
        String given = configuration.getWebhookProbeUrl();
        return given == null ? configuration.getWebhookUrl() : given;
    }

    private Future<Void> register() {
        return vertx.get().executeBlocking(() -> {
            Endpoint operation = subscription.ensureWebhook();
            Exchange exchange = operation.createExchange();
            run(operation, exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            registered(exchange);
            return null;
        });
    }

    private static void run(Endpoint operation, Exchange exchange) throws Exception {
        AsyncProducer producer = operation.createAsyncProducer();
        ServiceHelper.startService(producer);
        producer.process(exchange);
        ServiceHelper.stopAndShutdownService(producer);
    }

    private void registered(Exchange exchange) {
        boolean made = Boolean.TRUE.equals(exchange.getMessage().getHeader(CardConstants.WEBHOOK_CREATED));
        webhookId.set(exchange.getMessage().getHeader(CardConstants.WEBHOOK_ID, "", String.class));
        String secret = subscription.secretOf(exchange.getMessage().getBody());
        if (made && secret != null) {
            webhooks.trust(secret);
            LOG.warn(
                    "{}: created a webhook subscription. Its secret is known to this process only. Before the next start,"
                            + " set webhookVerifyToken to the secret, from ensure-webhook or the provider's console",
                    provider);
        }
        LOG.info("{}: the webhook is registered", provider);
    }
}
