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

/** Gives the account a name. */
public record SetName(WaConfiguration configuration) implements SingleCall {

    private static final CallParameter NAME = new CallParameter("displayName", WaConstants.DISPLAY_NAME);

    @Override
    public WireRequest request(Exchange exchange) {
        String name = NAME.required(exchange, configuration.getDisplayName());
        return WaRequests.set("set-name", "/user/pushname", Json.object().put("push_name", name));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
