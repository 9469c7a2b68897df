package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Accepted;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Gives a group a name or an icon. */
public record UpdateChat(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter NAME = new CallParameter("displayName", LinqConstants.DISPLAY_NAME);
    private static final CallParameter ICON = new CallParameter("groupChatIcon", LinqConstants.GROUP_CHAT_ICON);

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        String name = NAME.text(exchange, configuration.getDisplayName());
        String icon = ICON.text(exchange, configuration.getGroupChatIcon());
        if (name == null && icon == null) {
            throw new InvalidValueException(
                    "displayName", "is missing, and groupChatIcon too; give at least one, as header or option");
        }
        ObjectNode body = Json.object();
        Json.put(body, "display_name", name);
        Json.put(body, "group_chat_icon", icon == null ? null : MessageParts.https(ICON.name(), icon));
        return LinqRequests.set("update-chat", HttpMethod.PUT, LinqRequests.chat(chatId, ""), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Json.read(answer, Accepted.class));
    }
}
