package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Attachment;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Looks up an attachment: its name, its size, and where its bytes are for a while. */
public record GetAttachment(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String id = SendMedia.ATTACHMENT_ID.required(exchange, configuration.getAttachmentId());
        return LinqRequests.get("get-attachment", LinqRequests.attachment(id));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Attachment attachment = Json.read(answer, Attachment.class);
        return OperationResult.of(attachment).with(LinqConstants.ATTACHMENT_ID, attachment.id());
    }
}
