package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/** Lists the groups that the account is in, up to 500, as WhatsApp describes them. */
public record ListGroups(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("list-groups", "/user/my/groups");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Results.list(Results.of(answer).path("data"), JsonNode[].class));
    }
}
