package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Says where calls to a line go. */
public record UpdateLine(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        if (configuration.getLineId() == null || configuration.getForwardingNumber() == null) {
            throw new InvalidValueException(
                    configuration.getLineId() == null ? "lineId" : "forwardingNumber", "is missing; set the option");
        }
        String number = configuration.recipient(configuration.getForwardingNumber(), "forwardingNumber");
        return LinqRequests.set(
                "update-line",
                HttpMethod.PUT,
                Target.of(LinqRequests.LINES).id(configuration.getLineId()).toString(),
                Json.object().put("forwarding_number", number));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Json.read(answer, Line.class));
    }
}
