package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.WireRequest;

/** Changes a subscription: only the options that are set. */
public record UpdateWebhook(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = Webhooks.body(configuration);
        if (configuration.getWebhookActive() != null) {
            body.put("is_active", configuration.getWebhookActive());
        }
        if (body.isEmpty()) {
            throw new InvalidValueException(
                    "webhookUrl",
                    "is missing; set what to change: webhookUrl, webhookEvents, webhookVersion, webhookActive");
        }
        return ChertRequests.send("update-webhook", HttpMethod.PATCH, Webhooks.path(exchange, configuration), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
