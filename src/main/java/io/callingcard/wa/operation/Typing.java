package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Shows the typing indicator in a chat, or takes it away. */
public record Typing(WaConfiguration configuration) implements ChatCall {

    private static final CallParameter STATE = new CallParameter("typingState", WaConstants.TYPING_STATE);

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        String action =
                switch (STATE.required(exchange, configuration.getTypingState())) {
                    case "typing" -> "start";
                    case "stopped" -> "stop";
                    default -> throw new InvalidValueException("typingState", "must be typing or stopped");
                };
        return WaRequests.set(
                "typing", "/send/chat-presence", ChatCall.phone(chat).put("action", action));
    }
}
