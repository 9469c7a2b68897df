package io.callingcard.linq.operation;

import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.BlockedHandle;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Lists the recipients on the block list. */
public record ListBlocked(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return LinqRequests.get("list-blocked", LinqRequests.BLOCKED);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(
                Arrays.asList(Json.read(answer.withArray("/blocked_handles"), BlockedHandle[].class)));
    }
}
