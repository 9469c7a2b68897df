// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Map;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Attachment;
import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Downloads an attachment, as a file that is kept as long as the exchange lives. */
final class DownloadAttachment implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        String id = LinqParameters.ATTACHMENT_ID.required(exchange, call.options());
        String target = Target.of(LinqRequests.ATTACHMENTS).id(id).toString();
        return call.client()
                .json(call.read(target), answer -> Json.read(answer, Attachment.class))
                .compose(attachment -> Attachments.download(call, exchange, file(attachment, call))
                        .map(result -> result.with(LinqConstants.ATTACHMENT_ID, id)
                                .with(LinqConstants.CONTENT_TYPE, attachment.contentType())
                                .with(LinqConstants.FILE_NAME, attachment.filename())));
    }

    /** The address is signed and on another host, which must never see our key. */
    private static WireRequest file(Attachment attachment, Call<LinqConfiguration> call) {
        if (attachment.downloadUrl() == null) {
            throw new IllegalArgumentException("no download_url");
        }
        return call.read(attachment.downloadUrl()).withOwnAuthorization(Map.of());
    }
}
