package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Sent;

/** Deletes one of our own messages for everyone. */
public record Revoke(WaConfiguration configuration) implements MessageCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        return WaRequests.send("revoke", WaRequests.message(messageId, "/revoke"), ChatCall.phone(chat));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Sent.class);
    }
}
