package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Looks up one message and how far it got. */
public record GetMessage(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        return LinqRequests.get("get-message", LinqRequests.message(messageId, ""));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return found(answer);
    }

    static OperationResult found(JsonNode answer) {
        Message message = Json.read(answer, Message.class);
        return OperationResult.of(message)
                .with(LinqConstants.MESSAGE_ID, message.id())
                .with(LinqConstants.CHAT_ID, message.chatId())
                .with(LinqConstants.SERVICE, message.service())
                .with(LinqConstants.DELIVERY_STATUS, message.deliveryStatus());
    }
}
