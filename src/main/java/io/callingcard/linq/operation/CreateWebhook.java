package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Subscribes an address to events. The answer alone holds the signing secret: keep it. */
public record CreateWebhook(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        Webhooks.url(configuration);
        return LinqRequests.send(
                "create-webhook", HttpMethod.POST, LinqRequests.WEBHOOKS, Webhooks.body(configuration));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
