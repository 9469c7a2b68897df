package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Changes a subscription: its events, and what else is set. */
public record UpdateWebhook(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = Webhooks.body(configuration);
        if (configuration.getWebhookActive() != null) {
            body.put("is_active", configuration.getWebhookActive());
        }
        return LinqRequests.set("update-webhook", HttpMethod.PUT, Webhooks.path(exchange, configuration), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
