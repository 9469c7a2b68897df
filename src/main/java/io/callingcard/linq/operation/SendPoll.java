package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.KeyedBody;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Sends a poll into an iMessage chat; the body is the poll as the provider describes it. */
public record SendPoll(LinqConfiguration configuration) implements SingleCall {

    private static final String NAME = "send-poll";

    @Override
    public WireRequest request(Exchange exchange) {
        String target = LinqRequests.chat(Address.chat(exchange, configuration), "/polls");
        ObjectNode given = MessageBody.json(exchange);
        ObjectNode poll = given.path("poll") instanceof ObjectNode named ? named : given;
        ObjectNode body = Json.object();
        body.set("poll", poll);
        return KeyedBody.of(exchange, target, body, poll).post(NAME, target);
    }

    /** The answer as a tree, with the options and their ids. */
    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer)
                .with(LinqConstants.CHAT_ID, answer.path("chat_id").asText(null))
                .with(LinqConstants.MESSAGE_ID, answer.path("message_id").asText(null));
    }
}
