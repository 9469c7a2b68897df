package io.callingcard.provider;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.inbound.Webhooks;

/**
 * Registers our address with the provider, once the address answers: a provider that probes it earlier would fail. An
 * existing registration is kept.
 */
final class WebhookRegistration extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);
    private static final int OK = 200;
    private static final int PROBE_MILLIS = 5_000;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ProviderEndpoint endpoint;
    private final Webhooks webhooks;
    private final AtomicReference<String> registered = new AtomicReference<>();
    private HttpClient client;

    WebhookRegistration(ProviderEndpoint endpoint, Webhooks webhooks) {
        this.endpoint = endpoint;
        this.webhooks = webhooks;
    }

    @Override
    protected void doStart() {
        client = vertx().createHttpClient();
        attempt(FIRST_WAIT);
    }

    @Override
    protected void doStop() throws Exception {
        client.close();
        String id = registered.get();
        if (id != null && endpoint.getConfiguration().isAutoUnregister()) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setHeader(CardConstants.WEBHOOK_ID, id);
            AsyncProducer producer = endpoint.unregistering().createAsyncProducer();
            ServiceHelper.startService(producer);
            producer.process(exchange);
            ServiceHelper.stopAndShutdownService(producer);
            if (exchange.getException() != null) {
                LOG.warn(
                        "Could not unregister the webhook: {}",
                        exchange.getException().getMessage());
            }
        }
    }

    private Vertx vertx() {
        return endpoint.getComponent().activeVertx();
    }

    private void attempt(Duration wait) {
        if (!isRunAllowed()) {
            return;
        }
        answers().compose(there -> register()).onFailure(e -> {
            LOG.info("The webhook is not registered yet; trying again in {}: {}", wait, e.getMessage());
            Duration next = wait.multipliedBy(2);
            vertx().setTimer(wait.toMillis(), timer -> attempt(next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next));
        });
    }

    /** Checks that our webhook answers at the address: it answers a probe with 200. */
    private Future<Void> answers() {
        RequestOptions probe = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(probeUrl())
                .setTimeout(PROBE_MILLIS);
        return client.request(probe)
                .compose(request -> request.send())
                .compose(answer -> answer.statusCode() == OK
                        ? Future.succeededFuture()
                        : Future.failedFuture("the address answers with HTTP " + answer.statusCode()));
    }

    private String probeUrl() {
        String given = endpoint.getConfiguration().getWebhookProbeUrl();
        return given == null ? endpoint.getConfiguration().getWebhookUrl() : given;
    }

    private Future<Void> register() {
        return vertx().executeBlocking(() -> {
            AsyncProducer producer = endpoint.registering().createAsyncProducer();
            ServiceHelper.startService(producer);
            Exchange exchange = endpoint.createExchange();
            producer.process(exchange);
            ServiceHelper.stopAndShutdownService(producer);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            settled(exchange);
            return null;
        });
    }

    private void settled(Exchange exchange) {
        boolean made = Boolean.TRUE.equals(exchange.getMessage().getHeader(CardConstants.WEBHOOK_CREATED));
        registered.set(exchange.getMessage().getHeader(CardConstants.WEBHOOK_ID, "", String.class));
        String secret = endpoint.secretOf(exchange.getMessage().getBody());
        if (made && secret != null) {
            webhooks.trust(secret);
            LOG.warn(
                    "{}: created a webhook subscription. Its secret is known to this process only: before the next start,"
                            + " copy it from ensure-webhook or the provider's console into webhookVerifyToken",
                    endpoint.provider());
        }
        LOG.info("{}: the webhook is registered", endpoint.provider());
    }
}
