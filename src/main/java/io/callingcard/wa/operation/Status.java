package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.DeviceStatus;

/** Asks whether the device is connected to WhatsApp and logged in. */
public record Status(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("status", "/app/status");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        DeviceStatus status = Results.read(answer, DeviceStatus.class);
        return OperationResult.of(status)
                .with(WaConstants.CONNECTED, status.isConnected())
                .with(WaConstants.LOGGED_IN, status.isLoggedIn());
    }
}
