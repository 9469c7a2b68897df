package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Reads where the other side of a direct iMessage chat is, if they share it. */
public record GetLocation(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return LinqRequests.get("get-location", LinqRequests.chat(chatId, "/location"));
    }

    /** The answer as a tree: its shape is not documented. */
    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer);
    }
}
