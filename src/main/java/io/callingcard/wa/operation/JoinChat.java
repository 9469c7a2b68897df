package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Group;

/** Joins a group by its link. */
public record JoinChat(WaConfiguration configuration) implements SingleCall {

    static final CallParameter LINK = new CallParameter("inviteLink", WaConstants.INVITE_LINK);

    @Override
    public WireRequest request(Exchange exchange) {
        String link = LINK.required(exchange, configuration.getInviteLink());
        return WaRequests.send(
                "join-chat", "/group/join-with-link", Json.object().put("link", link));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Group group = Results.read(answer, Group.class);
        return OperationResult.of(group).with(WaConstants.CHAT_ID, group == null ? null : group.groupId());
    }
}
