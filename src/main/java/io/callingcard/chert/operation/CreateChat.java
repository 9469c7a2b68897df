package io.callingcard.chert.operation;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Makes a chat with one number, or a group with up to 31, and sends its first message. */
public record CreateChat(ChertConfiguration configuration) implements SingleCall {

    static final CallParameter FROM = new CallParameter("from", ChertConstants.FROM);
    private static final CallParameter SUBJECT = new CallParameter("subject", ChertConstants.SUBJECT);
    private static final int MOST = 31;

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = MessageParts.message(MessageParts.of(exchange));
        body.put("from", sender(exchange, configuration));
        Set<String> recipients = Address.recipients(exchange, configuration, MOST);
        recipients.forEach(body.putArray("to")::add);
        ObjectNode message = body.withObject("/message");
        if (recipients.size() > 1 && !textOnly(message.path("parts"))) {
            throw new InvalidValueException("body", "must be text only in the first message of a group");
        }
        Json.put(message, "subject", SUBJECT.text(exchange, configuration.getSubject()));
        return ChertRequests.keyedMessage("create-chat", exchange, ChertRequests.API + "/chats", body);
    }

    /** The own line to send from. */
    static String sender(Exchange exchange, ChertConfiguration configuration) {
        return Address.number(FROM.required(exchange, configuration.getFrom()), FROM.name(), configuration);
    }

    private static boolean textOnly(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!part.path("type").asText().equals("text")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return SendText.sent(answer);
    }
}
