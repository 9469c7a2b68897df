package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Lists the names and photos of all lines. */
public record ListCards(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.get("list-cards", LinqRequests.CARD);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(LineCards.readAll(answer));
    }
}
