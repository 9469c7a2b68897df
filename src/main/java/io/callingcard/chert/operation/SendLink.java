package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Sends a link with its preview into a chat: the body is the address, or a map with the preview's fields too. */
public record SendLink(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        ArrayNode parts = Json.object().arrayNode().add(link(exchange));
        return ChertRequests.keyedMessage(
                "send-link", exchange, ChertRequests.chats(chatId, "/messages"), MessageParts.message(parts));
    }

    private static ObjectNode link(Exchange exchange) {
        String text = exchange.getMessage().getBody() instanceof CharSequence body
                ? body.toString().strip()
                : null;
        ObjectNode link = text == null || text.startsWith("{")
                ? MessageBody.json(exchange)
                : Json.object().put("url", text);
        if (!link.path("url").asText().matches("(?i)https?://\\S+")) {
            throw new InvalidValueException("body.url", "must be an http or https address");
        }
        return link.put("type", "rich_link");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return SendText.sent(answer);
    }
}
