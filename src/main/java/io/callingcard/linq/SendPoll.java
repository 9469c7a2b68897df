// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** Sends a poll to an iMessage chat. The body is the poll as the provider describes it. */
final class SendPoll implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        String target = LinqRequests.chat(Address.CHAT.required(exchange, call.options()), "/polls");
        ObjectNode given = MessageBody.json(exchange);
        ObjectNode poll = given.path("poll") instanceof ObjectNode named ? named : given;
        ObjectNode body = Json.object();
        body.set("poll", poll);
        return call.client().json(call.keyed(exchange, target, body, poll), SendPoll::result);
    }

    /** The answer stays a tree, with the options and their ids. */
    private static OperationResult result(JsonNode answer) {
        return OperationResult.of(answer)
                .with(LinqConstants.CHAT_ID, answer.path("chat_id").asText(null))
                .with(LinqConstants.MESSAGE_ID, answer.path("message_id").asText(null));
    }
}
