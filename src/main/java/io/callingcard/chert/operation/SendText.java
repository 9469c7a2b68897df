package io.callingcard.chert.operation;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.ChatCreated;
import io.callingcard.chert.model.Message;
import io.callingcard.chert.model.TextSent;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.AddressedCall;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Sends a text, or a message of several parts into a chat. */
public record SendText(ChertConfiguration configuration) implements AddressedCall {

    private static final String NAME = "send-text";
    private static final CallParameter EFFECT = new CallParameter("effect", ChertConstants.EFFECT);
    private static final CallParameter LEAD_NAME = new CallParameter("leadName", ChertConstants.LEAD_NAME);
    private static final CallParameter EXTERNAL_ID = new CallParameter("externalId", ChertConstants.EXTERNAL_ID);
    private static final CallParameter PHONE_LINE_ID = new CallParameter("phoneLineId", ChertConstants.PHONE_LINE_ID);

    @Override
    public WireRequest request(Exchange exchange, Address address) {
        return address.hasChat() ? intoChat(exchange, address.chatId()) : toNumber(exchange, address.recipient());
    }

    private WireRequest intoChat(Exchange exchange, String chatId) {
        if (EFFECT.text(exchange, configuration.getEffect()) != null) {
            throw new InvalidValueException("effect", "is known for texts to a number only; leave it out in a chat");
        }
        ObjectNode body = MessageParts.message(MessageParts.of(exchange));
        body.withObject("/message").setAll(messageOptions(configuration));
        return ChertRequests.keyedMessage(NAME, exchange, ChertRequests.chats(chatId, "/messages"), body);
    }

    /** What all messages into a chat may carry beside their parts. */
    static ObjectNode messageOptions(ChertConfiguration configuration) {
        ObjectNode options = Json.object();
        if (configuration.getParallelAttachments() != null) {
            options.put("parallel_attachments", configuration.getParallelAttachments());
        }
        if (configuration.getTestLead() != null) {
            options.put("test_lead", configuration.getTestLead());
        }
        return options;
    }

    private WireRequest toNumber(Exchange exchange, String recipient) {
        ObjectNode body = numbered(exchange, configuration, recipient, MessageBody.text(exchange));
        return ChertRequests.keyed(NAME, exchange, ChertRequests.API + "/send", body);
    }

    /** The body of {@code /send}. */
    static ObjectNode numbered(Exchange exchange, ChertConfiguration configuration, String recipient, String text) {
        ObjectNode body = Json.object().put("phone", recipient).put("body", text);
        Json.put(body, "name", LEAD_NAME.text(exchange, configuration.getLeadName()));
        Json.put(body, "external_id", EXTERNAL_ID.text(exchange, configuration.getExternalId()));
        Json.put(body, "phone_line_id", PHONE_LINE_ID.text(exchange, configuration.getPhoneLineId()));
        Json.put(body, "effect", EFFECT.text(exchange, configuration.getEffect()));
        if (configuration.getTestLead() != null) {
            body.put("test_lead", configuration.getTestLead());
        }
        return body;
    }

    @Override
    public List<String> words(Exchange exchange) {
        return MessageBody.words(exchange);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return sent(answer);
    }

    /** The three shapes in which Chert tells of a message that was sent. */
    static OperationResult sent(JsonNode answer) {
        if (answer.has("chat")) {
            ChatCreated created = Json.read(answer, ChatCreated.class);
            return message(OperationResult.of(created), created.message())
                    .with(ChertConstants.CHAT_ID, created.chat().id());
        }
        if (answer.has("message")) {
            Message message = Json.read(answer.get("message"), Message.class);
            return message(OperationResult.of(message), message);
        }
        TextSent sent = Json.read(answer, TextSent.class);
        return OperationResult.of(sent)
                .with(ChertConstants.MESSAGE_ID, sent.messageId())
                .with(ChertConstants.CHAT_ID, chatOf(answer))
                .with(ChertConstants.PHONE_LINE_ID, sent.phoneLineId())
                .with(ChertConstants.LEAD_CREATED, sent.leadCreated());
    }

    private static OperationResult message(OperationResult result, Message message) {
        return message == null
                ? result
                : result.with(ChertConstants.MESSAGE_ID, message.id()).with(ChertConstants.CHAT_ID, message.chatId());
    }

    /** {@code /send} names the chat as the lead; some answers say it plainly. */
    private static String chatOf(JsonNode answer) {
        return answer.path("chat_id").asText(answer.path("lead_id").asText(null));
    }
}
