// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** Sends a link with a preview to a chat. */
final class SendLink implements Operation<ChertConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        String chatId = Address.CHAT.required(exchange, call.options());
        ObjectNode body = MessageParts.message(Json.object().arrayNode().add(link(exchange)));
        return call.client().json(ChertRequests.message(exchange, call, chatId, body), ChertAnswers::sent);
    }

    private static ObjectNode link(Exchange exchange) {
        String text = exchange.getMessage().getBody() instanceof CharSequence body
                ? body.toString().strip()
                : null;
        ObjectNode link = text == null || text.startsWith("{")
                ? MessageBody.json(exchange)
                : Json.object().put("url", text);
        if (!link.path("url").asText().matches("(?i)https?://\\S+")) {
            throw new InvalidValueException("body.url", "must be an http or https address");
        }
        return link.put("type", "rich_link");
    }
}
