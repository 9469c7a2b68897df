package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Gives one of our own texts new words: over iMessage, within 15 minutes, up to five times. */
public record Edit(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter PART_INDEX = new CallParameter("partIndex", LinqConstants.PART_INDEX);

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        String text = MessageParts.text("body", MessageBody.text(exchange))
                .get("value")
                .asText();
        ObjectNode body = Json.object().put("text", text);
        Integer part = PART_INDEX.as(Integer.class, exchange, configuration.getPartIndex());
        if (part != null) {
            body.put("part_index", part);
        }
        return LinqRequests.send("edit", HttpMethod.PATCH, LinqRequests.message(messageId, ""), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return GetMessage.found(answer);
    }
}
