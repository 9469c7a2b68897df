package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Deletes a message here, and nowhere else. */
public record DeleteMessage(WaConfiguration configuration) implements MessageCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        return WaRequests.send("delete-message", WaRequests.message(messageId, "/delete"), ChatCall.phone(chat));
    }
}
