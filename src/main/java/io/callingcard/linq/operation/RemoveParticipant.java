package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.Accepted;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Removes someone from a group; three must be left. */
public record RemoveParticipant(LinqConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return AddParticipant.change("remove-participant", HttpMethod.DELETE, exchange, configuration);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Json.read(answer, Accepted.class));
    }
}
