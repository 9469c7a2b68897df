package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Device;

/** Looks a device of the gateway up. */
public record GetDevice(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("get-device", WaRequests.device(Devices.id(configuration), ""));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Device.class);
    }
}
