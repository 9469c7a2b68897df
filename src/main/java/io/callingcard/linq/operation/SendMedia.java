package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Sends a file, with a caption or without: uploads the body, names an attachment, or says where it can be fetched. */
public record SendMedia(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "send-media";
    private static final CallParameter CAPTION = new CallParameter("caption", LinqConstants.CAPTION);
    static final CallParameter ATTACHMENT_ID = new CallParameter("attachmentId", LinqConstants.ATTACHMENT_ID);
    static final CallParameter MEDIA_URL = new CallParameter("mediaUrl", LinqConstants.MEDIA_URL);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        String caption = CAPTION.text(exchange, configuration.getCaption());
        return media(exchange, address, client).compose(media -> {
            ArrayNode parts = MessageParts.array(media);
            if (caption != null) {
                parts.add(MessageParts.text(CAPTION.name(), caption));
            }
            return new Delivery(NAME, configuration).send(exchange, address, parts, client);
        });
    }

    private Future<ObjectNode> media(Exchange exchange, Address address, ProviderClient client) {
        String url = MEDIA_URL.text(exchange, configuration.getMediaUrl());
        if (url != null) {
            return Future.succeededFuture(MessageParts.file(MEDIA_URL.name(), url));
        }
        String id = ATTACHMENT_ID.text(exchange, configuration.getAttachmentId());
        return (id == null
                        ? new AttachmentUpload(NAME, LinqRequests.ATTACHMENTS, configuration)
                                .body(exchange, address, client)
                        : Future.succeededFuture(id))
                .map(MessageParts::attachment);
    }
}
