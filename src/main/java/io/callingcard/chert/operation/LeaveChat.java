package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.ChatLeft;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Leaves a group; at least three others must remain. */
public record LeaveChat(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return ChertRequests.post("leave-chat", ChertRequests.chats(chatId, "/leave"));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        ChatLeft left = Json.read(answer, ChatLeft.class);
        return OperationResult.of(left).with(ChertConstants.CHAT_ID, left.chatId());
    }
}
