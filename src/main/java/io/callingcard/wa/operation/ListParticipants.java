package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Participant;

/** Lists the members of a group. */
public record ListParticipants(WaConfiguration configuration) implements GroupCall {

    @Override
    public WireRequest requestOfGroup(Exchange exchange, Jid group) {
        return WaRequests.get(
                "list-participants",
                Target.of("/group/participants")
                        .query("group_id", group.value())
                        .toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Results.list(Results.of(answer).path("participants"), Participant[].class));
    }
}
