package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Message;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Looks up one message and its delivery. */
public record GetMessage(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        return ChertRequests.get("get-message", ChertRequests.messages(messageId, ""));
    }

    /** The answer's shape is not documented: the message may stand alone or under its name. */
    @Override
    public OperationResult result(JsonNode answer) {
        JsonNode found = answer.has("message") ? answer.get("message") : answer;
        Message message = Json.read(found, Message.class);
        return OperationResult.of(message)
                .with(ChertConstants.MESSAGE_ID, message.id())
                .with(ChertConstants.CHAT_ID, message.chatId());
    }
}
