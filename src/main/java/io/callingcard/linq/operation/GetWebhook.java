package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Reads one subscription. */
public record GetWebhook(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.get("get-webhook", Webhooks.path(exchange, configuration));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
