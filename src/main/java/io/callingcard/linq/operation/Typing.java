package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.WireRequest;

/** Shows the typing indicator in a chat, or takes it away. It fades by itself after about 85 seconds. */
public record Typing(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter STATE = new CallParameter("typingState", LinqConstants.TYPING_STATE);

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        HttpMethod method =
                switch (STATE.required(exchange, configuration.getTypingState())) {
                    case "typing" -> HttpMethod.POST;
                    case "stopped" -> HttpMethod.DELETE;
                    default -> throw new InvalidValueException("typingState", "must be typing or stopped");
                };
        return LinqRequests.set("typing", method, LinqRequests.chat(chatId, "/typing"));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
