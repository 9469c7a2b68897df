package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Puts a recipient on the block list: nothing is sent there any more. */
public record Block(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter TO = new CallParameter("to", LinqConstants.RECIPIENT);

    @Override
    public WireRequest request(Exchange exchange) {
        ObjectNode body = handle(exchange, configuration);
        Json.put(body, "reason", configuration.getReason());
        return LinqRequests.set("block", HttpMethod.POST, LinqRequests.BLOCKED, body);
    }

    static ObjectNode handle(Exchange exchange, LinqConfiguration configuration) {
        String given = TO.required(exchange, configuration.getTo());
        return Json.object().put("handle", configuration.recipient(given, TO.name()));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
