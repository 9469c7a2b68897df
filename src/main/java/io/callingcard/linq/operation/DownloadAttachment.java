package io.callingcard.linq.operation;

import java.util.Map;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Attachment;
import io.callingcard.provider.body.AttachmentDownload;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Brings an attachment here, as a file that lives as long as the exchange. */
public record DownloadAttachment(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "download-attachment";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String id = SendMedia.ATTACHMENT_ID.required(exchange, configuration.getAttachmentId());
        return client.json(
                        LinqRequests.get(NAME, LinqRequests.attachment(id)),
                        answer -> Json.read(answer, Attachment.class))
                .compose(attachment -> new AttachmentDownload(configuration)
                        .run(exchange, address(attachment), client)
                        .map(result -> result.with(LinqConstants.ATTACHMENT_ID, id)
                                .with(LinqConstants.CONTENT_TYPE, attachment.contentType())
                                .with(LinqConstants.FILE_NAME, attachment.filename())));
    }

    /** The address is signed and on another host: our key never goes there. */
    private static WireRequest address(Attachment attachment) {
        if (attachment.downloadUrl() == null) {
            throw new IllegalArgumentException("no download_url");
        }
        return LinqRequests.get(NAME, attachment.downloadUrl()).withOwnAuthorization(Map.of());
    }
}
