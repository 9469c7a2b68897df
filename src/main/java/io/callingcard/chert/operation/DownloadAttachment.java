package io.callingcard.chert.operation;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.provider.body.AttachmentDownload;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Brings an attachment here, as a file that lives as long as the exchange. */
public record DownloadAttachment(ChertConfiguration configuration) implements Operation {

    private static final CallParameter ATTACHMENT_ID = new CallParameter("attachmentId", ChertConstants.ATTACHMENT_ID);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String id = ATTACHMENT_ID.required(exchange, configuration.getAttachmentId());
        return new AttachmentDownload(configuration)
                .run(
                        exchange,
                        ChertRequests.get("download-attachment", ChertRequests.attachments(id, "/content")),
                        client)
                .map(result -> result.with(ChertConstants.ATTACHMENT_ID, id));
    }
}
