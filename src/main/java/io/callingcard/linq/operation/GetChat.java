package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Looks up a chat: its members, its service, its standing. */
public record GetChat(LinqConfiguration configuration) implements SingleCall {

    private static final String NAME = "get-chat";

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.get(NAME, LinqRequests.chat(Address.chat(exchange, configuration), ""));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Chat chat = Json.read(answer, Chat.class);
        new KnownChats(NAME, configuration).learn(chat);
        return OperationResult.of(chat)
                .with(LinqConstants.CHAT_ID, chat.id())
                .with(LinqConstants.SERVICE, chat.service())
                .with(LinqConstants.CHAT_HEALTH, chat.health());
    }
}
