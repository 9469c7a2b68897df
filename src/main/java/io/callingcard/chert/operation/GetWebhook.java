package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Reads one subscription, without its secret. */
public record GetWebhook(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return ChertRequests.get("get-webhook", Webhooks.path(exchange, configuration));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
