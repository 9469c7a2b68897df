package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Avatar;

/** Asks where the picture of a person or a group is. */
public record GetAvatar(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        Target target = Target.of("/user/avatar")
                .query("phone", chat.value())
                .query("is_preview", configuration.isPreview() ? true : null)
                .query("is_community", configuration.isCommunity() ? true : null);
        return WaRequests.get("get-avatar", target.toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Avatar.class);
    }
}
