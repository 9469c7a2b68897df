package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Edited;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Gives one of our own texts new words, within 15 minutes of sending. */
public record Edit(ChertConfiguration configuration) implements SingleCall {

    private static final CallParameter PART_INDEX = new CallParameter("partIndex", ChertConstants.PART_INDEX);

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        ObjectNode body = Json.object().put("new_text", MessageBody.text(exchange));
        Integer part = PART_INDEX.as(Integer.class, exchange, configuration.getPartIndex());
        if (part != null) {
            body.put("edited_part_index", part);
        }
        return ChertRequests.post("edit", ChertRequests.messages(messageId, "/edit"), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Edited edited = Json.read(answer, Edited.class);
        return OperationResult.of(edited).with(ChertConstants.MESSAGE_ID, edited.messageId());
    }
}
