package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sets after what time the messages of a chat disappear. */
public record SetTimer(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        Integer duration = new Delivery("set-timer", configuration).duration(exchange);
        if (duration == null) {
            throw new InvalidValueException(
                    "duration", "is missing; set the header " + WaConstants.DURATION + " or the option duration");
        }
        return WaRequests.set(
                "set-timer",
                WaRequests.chat(chat, "/disappearing"),
                Json.object().put("timer_seconds", duration));
    }
}
