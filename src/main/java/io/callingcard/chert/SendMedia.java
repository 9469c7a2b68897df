// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

import static io.callingcard.chert.ChertParameters.*;

/**
 * Sends a file with or without a caption: uploads the body, or uses an uploaded attachment.
 *
 * <p>A first message to a number uses {@code /send}, which needs a text. A file without a caption creates a chat
 * instead, which needs the line to send from.
 */
final class SendMedia implements Operation<ChertConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        String caption = CAPTION.text(exchange, call.options());
        String from = address.hasChat() || caption != null ? null : sender(exchange, call.options());
        Future<String> line =
                address.hasChat() || caption == null ? Future.succeededFuture() : SendText.line(exchange, call);
        return line.compose(lineId -> attachment(exchange, address, call).compose(id -> call.client()
                .json(
                        request(exchange, address, caption, from == null ? lineId : from, id, call),
                        answer -> address.onto(ChertAnswers.sent(answer)))));
    }

    private static String sender(Exchange exchange, ChertConfiguration options) {
        if (FROM.text(exchange, options) == null) {
            throw new InvalidValueException(
                    "caption",
                    "is missing, and so is from. A file to a number needs one of them: set the header "
                            + ChertConstants.CAPTION + " or " + ChertConstants.FROM);
        }
        return line(exchange, options);
    }

    private static Future<String> attachment(Exchange exchange, Address address, Call<ChertConfiguration> call) {
        String given = ATTACHMENT_ID.text(exchange, call.options());
        return given == null
                ? new Attachments(call, ChertRequests.ATTACHMENTS).uploadBody(exchange, address)
                : Future.succeededFuture(given);
    }

    private static WireRequest request(
            Exchange exchange,
            Address address,
            String caption,
            String line,
            String attachmentId,
            Call<ChertConfiguration> call) {
        if (!address.hasChat() && caption != null) {
            ObjectNode body = SendText.numbered(exchange, call.options(), address.recipient(), caption, line);
            body.putArray("attachments").addObject().put("attachment_id", attachmentId);
            return call.keyed(exchange, ChertRequests.SEND, body, body);
        }
        ArrayNode parts = Json.object().arrayNode().add(MessageParts.media(attachmentId));
        if (caption != null) {
            parts.add(MessageParts.text(caption));
        }
        ObjectNode body = MessageParts.message(parts);
        SendText.writeOptions(exchange, call.options(), body.withObject("/message"));
        if (address.hasChat()) {
            return ChertRequests.message(exchange, call, address.chatId(), body);
        }
        body.put("from", line).putArray("to").add(address.recipient());
        return ChertRequests.keyed(exchange, call, ChertRequests.CHATS, body);
    }
}
