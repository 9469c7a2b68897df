package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Sent;

/** Gives one of our own texts new words, within about 20 minutes of sending. */
public record Edit(WaConfiguration configuration) implements MessageCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        ObjectNode body = ChatCall.phone(chat).put("message", MessageBody.text(exchange));
        return WaRequests.send("edit", WaRequests.message(messageId, "/update"), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Sent.class);
    }
}
