package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConstants;

/** A deed to one message of a chat. */
interface MessageCall extends ChatCall {

    CallParameter MESSAGE_ID = new CallParameter("messageId", WaConstants.MESSAGE_ID);

    WireRequest request(Exchange exchange, Jid chat, String messageId);

    @Override
    default WireRequest request(Exchange exchange, Jid chat) {
        return request(
                exchange, chat, MESSAGE_ID.required(exchange, configuration().getMessageId()));
    }
}
