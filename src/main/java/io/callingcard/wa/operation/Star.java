package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Stars a message. */
public record Star(WaConfiguration configuration) implements MessageCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        return WaRequests.set("star", WaRequests.message(messageId, "/star"), ChatCall.phone(chat));
    }
}
