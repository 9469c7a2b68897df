package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.DeviceWebhook;

/** Says where the events of a device go. They no longer go to the gateway's own addresses then. */
public record UpdateWebhook(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        if (configuration.getWebhookUrl() == null) {
            throw new InvalidValueException(
                    "webhookUrl", "is missing; set the option webhookUrl, to an empty text to take the address away");
        }
        ObjectNode body = Json.object();
        Devices.webhook(body, configuration);
        return WaRequests.set(
                "update-webhook", HttpMethod.PATCH, WaRequests.device(Devices.id(configuration), "/webhook"), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.body(answer, DeviceWebhook.class);
    }
}
