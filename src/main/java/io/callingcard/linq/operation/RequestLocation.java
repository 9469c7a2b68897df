package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Asks the other side of a direct iMessage chat to share where they are. */
public record RequestLocation(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return WireRequest.lasting(
                "request-location", HttpMethod.POST, LinqRequests.chat(chatId, "/location/request"), WireBody.EMPTY);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer);
    }
}
