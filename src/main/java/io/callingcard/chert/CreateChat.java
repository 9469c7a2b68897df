// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** Creates a chat with one number, or a group with up to 31, and sends its first message. */
final class CreateChat implements Operation<ChertConfiguration> {

    private static final int MAX_RECIPIENTS = 31;

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        ObjectNode body = MessageParts.message(MessageParts.of(exchange));
        body.put("from", ChertParameters.line(exchange, call.options()));
        Set<String> recipients = Address.recipients(exchange, call.options(), MAX_RECIPIENTS);
        recipients.forEach(body.putArray("to")::add);
        ObjectNode message = body.withObject("/message");
        if (recipients.size() > 1 && !textOnly(message.path("parts"))) {
            throw new InvalidValueException("body", "must be text only in the first message of a group");
        }
        Json.put(message, "subject", ChertParameters.SUBJECT.text(exchange, call.options()));
        return call.client().json(ChertRequests.keyed(exchange, call, ChertRequests.CHATS, body), ChertAnswers::sent);
    }

    private static boolean textOnly(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!part.path("type").asText().equals("text")) {
                return false;
            }
        }
        return true;
    }
}
