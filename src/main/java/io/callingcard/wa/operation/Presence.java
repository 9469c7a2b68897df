package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/** Shows the account as available, or not. */
public record Presence(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.set("presence", "/send/presence", Json.object().put("type", configuration.getPresence()));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
