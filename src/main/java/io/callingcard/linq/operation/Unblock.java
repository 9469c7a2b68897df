package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Takes a recipient from the block list. */
public record Unblock(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.set(
                "unblock", HttpMethod.DELETE, LinqRequests.BLOCKED, Block.handle(exchange, configuration));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }
}
