package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Lists who asked to join a group. */
public record ListRequests(WaConfiguration configuration) implements GroupCall {

    @Override
    public WireRequest requestOfGroup(Exchange exchange, Jid group) {
        return WaRequests.get(
                "list-requests",
                Target.of("/group/participant-requests")
                        .query("group_id", group.value())
                        .toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.tree(answer);
    }
}
