package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Pins a chat, or unpins it. */
public record PinChat(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        boolean pinned = !Boolean.FALSE.equals(configuration.getPinned());
        return WaRequests.set(
                "pin-chat", WaRequests.chat(chat, "/pin"), Json.object().put("pinned", pinned));
    }
}
