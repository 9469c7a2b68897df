package io.callingcard.chert.operation;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Uploads a file, so that messages can name it. */
public record UploadAttachment(ChertConfiguration configuration) implements Operation {

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        return new AttachmentUpload("upload-attachment", ChertRequests.ATTACHMENTS, configuration)
                .run(exchange, client)
                .map(uploaded ->
                        OperationResult.of(uploaded).with(ChertConstants.ATTACHMENT_ID, uploaded.attachmentId()));
    }
}
