package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.TypingShown;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Shows the typing indicator in a chat, or takes it away. */
public record Typing(ChertConfiguration configuration) implements SingleCall {

    private static final CallParameter STATE = new CallParameter("typingState", ChertConstants.TYPING_STATE);

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        String state = STATE.required(exchange, configuration.getTypingState());
        if (!state.equals("typing") && !state.equals("stopped")) {
            throw new InvalidValueException("typingState", "must be typing or stopped");
        }
        return ChertRequests.post(
                "typing", ChertRequests.chats(chatId, "/typing"), Json.object().put("state", state));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        TypingShown shown = Json.read(answer, TypingShown.class);
        return OperationResult.of(shown).with(ChertConstants.CHAT_ID, shown.chatId());
    }
}
