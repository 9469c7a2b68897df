package io.callingcard.chert.operation;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Message;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Reads a chat's newest 200 messages, oldest first. */
public record ListMessages(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return ChertRequests.get("list-messages", ChertRequests.chats(chatId, "/messages"));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        List<Message> messages = Arrays.asList(Json.read(answer.withArray("/messages"), Message[].class));
        return OperationResult.of(messages)
                .with(ChertConstants.HAS_MORE, answer.path("has_more").asBoolean());
    }
}
