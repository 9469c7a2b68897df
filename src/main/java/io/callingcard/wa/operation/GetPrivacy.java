package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/** Asks for the account's privacy settings. */
public record GetPrivacy(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("get-privacy", "/user/my/privacy");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.tree(answer);
    }
}
