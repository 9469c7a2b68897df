package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Takes the star from a message. */
public record Unstar(WaConfiguration configuration) implements MessageCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        return WaRequests.set("unstar", WaRequests.message(messageId, "/unstar"), ChatCall.phone(chat));
    }
}
