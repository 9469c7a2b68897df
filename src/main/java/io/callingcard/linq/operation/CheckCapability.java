package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Capability;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Asks whether an address can be reached over iMessage or RCS. The provider takes one such question in 10 seconds. */
public record CheckCapability(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter TO = new CallParameter("to", LinqConstants.RECIPIENT);

    @Override
    public WireRequest request(Exchange exchange) {
        String check =
                switch (configuration.getService()) {
                    case "iMessage" -> "/capability/check_imessage";
                    case "RCS" -> "/capability/check_rcs";
                    default -> throw new InvalidValueException("service", "must be iMessage or RCS");
                };
        String given = TO.required(exchange, configuration.getTo());
        ObjectNode body = Json.object().put("address", configuration.recipient(given, TO.name()));
        Json.put(body, "from", new Delivery("check-capability", configuration).line(exchange));
        return LinqRequests.ask("check-capability", check, body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Capability capability = Json.read(answer, Capability.class);
        return OperationResult.of(capability)
                .with(LinqConstants.AVAILABLE, capability.available())
                .with(LinqConstants.SERVICE, capability.selectedService());
    }
}
