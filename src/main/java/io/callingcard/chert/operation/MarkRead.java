package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.MarkedRead;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Sends a read receipt for a chat. */
public record MarkRead(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return ChertRequests.post("mark-read", ChertRequests.chats(chatId, "/mark-read"));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        MarkedRead read = Json.read(answer, MarkedRead.class);
        return OperationResult.of(read).with(ChertConstants.CHAT_ID, read.chatId());
    }
}
