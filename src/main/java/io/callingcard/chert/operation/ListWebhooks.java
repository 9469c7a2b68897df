package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Lists the subscriptions, without their secrets. */
public record ListWebhooks(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return ChertRequests.get("list-webhooks", Webhooks.PATH);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Webhooks.readAll(answer));
    }
}
