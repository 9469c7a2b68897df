package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Takes an attachment away, for good. */
public record DeleteAttachment(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String id = SendMedia.ATTACHMENT_ID.required(exchange, configuration.getAttachmentId());
        return WireRequest.lasting("delete-attachment", HttpMethod.DELETE, LinqRequests.attachment(id), WireBody.EMPTY);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
