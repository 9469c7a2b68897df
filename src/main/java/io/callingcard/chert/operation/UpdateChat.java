package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Gives a group a name or an icon. */
public record UpdateChat(ChertConfiguration configuration) implements SingleCall {

    private static final CallParameter NAME = new CallParameter("displayName", ChertConstants.DISPLAY_NAME);
    private static final CallParameter ICON = new CallParameter("groupChatIcon", ChertConstants.GROUP_CHAT_ICON);

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        String name = NAME.text(exchange, configuration.getDisplayName());
        String icon = ICON.text(exchange, configuration.getGroupChatIcon());
        if (name == null && icon == null) {
            throw new InvalidValueException(
                    "displayName", "is missing, and groupChatIcon too; give at least one, as header or option");
        }
        if (icon != null && !icon.startsWith("https://")) {
            throw new InvalidValueException("groupChatIcon", "must be an https address");
        }
        ObjectNode body = Json.object();
        Json.put(body, "display_name", name);
        Json.put(body, "group_chat_icon", icon);
        return ChertRequests.send("update-chat", HttpMethod.PUT, ChertRequests.chats(chatId, ""), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Chat chat = Json.read(answer.path("chat"), Chat.class);
        return OperationResult.of(chat).with(ChertConstants.CHAT_ID, chat == null ? null : chat.id());
    }
}
