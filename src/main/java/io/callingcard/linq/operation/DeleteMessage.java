package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Takes the provider's record of a message away. The recipient keeps the message. */
public record DeleteMessage(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        return WireRequest.lasting(
                "delete-message", HttpMethod.DELETE, LinqRequests.message(messageId, ""), WireBody.EMPTY);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
