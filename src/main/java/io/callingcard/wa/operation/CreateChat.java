package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Group;

/** Makes a group with the recipients as its members. */
public record CreateChat(WaConfiguration configuration) implements SingleCall {

    private static final CallParameter NAME = new CallParameter("displayName", WaConstants.DISPLAY_NAME);

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = Json.object().put("title", title(NAME.required(exchange, configuration.getDisplayName())));
        People.recipients(exchange, configuration).forEach(body.putArray("participants")::add);
        return WaRequests.send("create-chat", "/group", body);
    }

    /** The name of a group, which WhatsApp keeps short. */
    static String title(String name) {
        if (name.codePointCount(0, name.length()) > 25) {
            throw new InvalidValueException("displayName", "must have 1 to 25 characters");
        }
        return name;
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Group group = Results.read(answer, Group.class);
        return OperationResult.of(group).with(WaConstants.CHAT_ID, group == null ? null : group.groupId());
    }
}
