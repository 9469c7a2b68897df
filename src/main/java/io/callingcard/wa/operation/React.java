package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Sent;

/** Reacts to a message with an emoji, or takes the reaction away. */
public record React(WaConfiguration configuration) implements MessageCall {

    private static final CallParameter REACTION = new CallParameter("reaction", WaConstants.REACTION);

    @Override
    public WireRequest request(Exchange exchange, Jid chat, String messageId) {
        ObjectNode body = ChatCall.phone(chat).put("emoji", configuration.isRemoveReaction() ? "" : emoji(exchange));
        return WaRequests.send("react", WaRequests.message(messageId, "/reaction"), body);
    }

    private String emoji(Exchange exchange) {
        String given = REACTION.text(exchange, configuration.getReaction());
        return given == null ? MessageBody.text(exchange).strip() : given;
    }

    /** The header of the message stays: the answer names the reaction, which nobody reacts to. */
    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Sent.class);
    }
}
