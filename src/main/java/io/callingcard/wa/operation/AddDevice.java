package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Device;

/** Adds a device to the gateway; without a name of its own it gets one. */
public record AddDevice(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = Json.object();
        Json.put(body, "device_id", configuration.getDeviceId());
        Devices.webhook(body, configuration);
        return WaRequests.send("add-device", "/devices", body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, Device.class);
    }
}
