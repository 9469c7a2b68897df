package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.DeviceWebhook;

/** Asks where the events of a device go. The answer has the secret. */
public record GetWebhook(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("get-webhook", WaRequests.device(Devices.id(configuration), "/webhook"));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, DeviceWebhook.class);
    }
}
