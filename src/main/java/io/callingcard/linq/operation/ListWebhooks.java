package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Lists the subscriptions. */
public record ListWebhooks(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.get("list-webhooks", LinqRequests.WEBHOOKS);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Webhooks.readAll(answer));
    }
}
