package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Sends a file, with a caption or without: uploads the body, or names an attachment that is there already.
 *
 * <p>A number without a chat yet takes a file by {@code /send}, which wants a text; without a caption a chat is made,
 * which wants to know the line to send from.
 */
public record SendMedia(ChertConfiguration configuration) implements Operation {

    private static final String NAME = "send-media";
    private static final CallParameter CAPTION = new CallParameter("caption", ChertConstants.CAPTION);
    private static final CallParameter ATTACHMENT_ID = new CallParameter("attachmentId", ChertConstants.ATTACHMENT_ID);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        String caption = CAPTION.text(exchange, configuration.getCaption());
        String from = address.hasChat() || caption != null ? null : sender(exchange);
        return attachment(exchange, address, client)
                .compose(id -> client.json(
                        request(exchange, address, caption, from, id), answer -> address.onto(SendText.sent(answer))));
    }

    private String sender(Exchange exchange) {
        if (CreateChat.FROM.text(exchange, configuration.getFrom()) == null) {
            throw new InvalidValueException(
                    "caption",
                    "is missing, and from too; a file to a number needs one of them (headers " + ChertConstants.CAPTION
                            + " and " + ChertConstants.FROM + ")");
        }
        return CreateChat.sender(exchange, configuration);
    }

    private Future<String> attachment(Exchange exchange, Address address, ProviderClient client) {
        String given = ATTACHMENT_ID.text(exchange, configuration.getAttachmentId());
        if (given != null) {
            return Future.succeededFuture(given);
        }
        return new AttachmentUpload(NAME, ChertRequests.ATTACHMENTS, configuration).body(exchange, address, client);
    }

    private WireRequest request(Exchange exchange, Address address, String caption, String from, String attachmentId) {
        if (!address.hasChat() && caption != null) {
            ObjectNode body = SendText.numbered(exchange, configuration, address.recipient(), caption);
            body.putArray("attachments").addObject().put("attachment_id", attachmentId);
            return ChertRequests.keyed(NAME, exchange, ChertRequests.API + "/send", body);
        }
        ArrayNode parts = Json.object().arrayNode().add(MessageParts.media(attachmentId));
        if (caption != null) {
            parts.add(MessageParts.text(caption));
        }
        ObjectNode body = MessageParts.message(parts);
        body.withObject("/message").setAll(SendText.messageOptions(configuration));
        if (address.hasChat()) {
            return ChertRequests.keyedMessage(NAME, exchange, ChertRequests.chats(address.chatId(), "/messages"), body);
        }
        body.put("from", from).putArray("to").add(address.recipient());
        return ChertRequests.keyedMessage(NAME, exchange, ChertRequests.API + "/chats", body);
    }
}
