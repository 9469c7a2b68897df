// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;

/** Sends a file, with or without a caption: uploads the body, names an attachment, or names an address of the file. */
final class SendMedia implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        String caption = LinqParameters.CAPTION.text(exchange, call.options());
        return media(exchange, address, call).compose(media -> {
            if (call.options().isSticker()) {
                media.put("sticker", true);
            }
            ArrayNode parts = MessageParts.array(media);
            if (caption != null) {
                parts.add(MessageParts.text(LinqParameters.CAPTION.name(), caption));
            }
            return new MessageDelivery(call).send(exchange, address, parts);
        });
    }

    private static Future<ObjectNode> media(Exchange exchange, Address address, Call<LinqConfiguration> call) {
        String url = LinqParameters.MEDIA_URL.text(exchange, call.options());
        return url == null
                ? attachment(exchange, address, call).map(MessageParts::attachment)
                : Future.succeededFuture(MessageParts.file(LinqParameters.MEDIA_URL.name(), url));
    }

    /** The id of the attachment that is given, or of the uploaded body. */
    static Future<String> attachment(Exchange exchange, Address address, Call<LinqConfiguration> call) {
        String id = LinqParameters.ATTACHMENT_ID.text(exchange, call.options());
        return id == null
                ? new Attachments(call, LinqRequests.ATTACHMENTS).uploadBody(exchange, address)
                : Future.succeededFuture(id);
    }
}
