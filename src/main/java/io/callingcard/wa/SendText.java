// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.wire.Json;

/** Sends a text. */
final class SendText implements Operation<WaConfiguration> {

    private static final String EVERYONE = "@everyone";

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        String text = MessageBody.text(exchange);
        ObjectNode body = body(exchange, chat, text, call.options());
        return new MessageDelivery(call).send(chat, call.request(HttpMethod.POST, "/send/message", body), text::equals);
    }

    @Override
    public Preview preview(Exchange exchange, WaConfiguration options) {
        return new Preview(
                Json.write(body(exchange, Jid.addressed(exchange, options), MessageBody.text(exchange), options)));
    }

    private static ObjectNode body(Exchange exchange, Jid chat, String text, WaConfiguration options) {
        ObjectNode body = WaRequests.phone(chat).put("message", text);
        Json.put(body, "reply_message_id", WaParameters.REPLY_TO.text(exchange, options));
        String mentions = WaParameters.MENTIONS.text(exchange, options);
        if (mentions != null) {
            ArrayNode people = body.putArray("mentions");
            Stream.of(mentions.split(","))
                    .map(String::strip)
                    .map(person -> mention(person, options))
                    .forEach(people::add);
        }
        Json.put(body, "is_forwarded", WaParameters.IS_FORWARDED.of(exchange, options));
        Json.put(body, "duration", WaParameters.LIFETIME.of(exchange, options));
        return body;
    }

    private static String mention(String person, WaConfiguration options) {
        return person.equals(EVERYONE)
                ? person
                : Jid.of(person, WaParameters.MENTIONS.name(), options).user();
    }

    @Override
    public List<String> texts(Exchange exchange, WaConfiguration options) {
        return MessageBody.texts(exchange);
    }
}
