package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Accepted;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Adds someone to a group. */
public record AddParticipant(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter PARTICIPANT = new CallParameter("participant", LinqConstants.PARTICIPANT);

    @Override
    public WireRequest request(Exchange exchange) {
        return change("add-participant", HttpMethod.POST, exchange, configuration);
    }

    static WireRequest change(String operation, HttpMethod method, Exchange exchange, LinqConfiguration configuration) {
        String chatId = Address.chat(exchange, configuration);
        String given = PARTICIPANT.required(exchange, configuration.getParticipant());
        ObjectNode body = Json.object().put("handle", configuration.recipient(given, PARTICIPANT.name()));
        return LinqRequests.send(operation, method, LinqRequests.chat(chatId, "/participants"), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Json.read(answer, Accepted.class));
    }
}
