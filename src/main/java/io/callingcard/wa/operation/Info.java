package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.GatewayInfo;

/** Asks for the gateway's version and what it takes. */
public record Info(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("info", "/app/info");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, GatewayInfo.class);
    }
}
