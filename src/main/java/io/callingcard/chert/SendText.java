// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

import static io.callingcard.chert.ChertParameters.*;

/** Sends a text, or a message of several parts to a chat. */
final class SendText implements Operation<ChertConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        Future<WireRequest> request = address.hasChat()
                ? Future.succeededFuture(toChat(exchange, address.chatId(), call))
                : toNumber(exchange, address.recipient(), call);
        return request.compose(made -> call.client().json(made, answer -> address.onto(ChertAnswers.sent(answer))));
    }

    private static WireRequest toChat(Exchange exchange, String chatId, Call<ChertConfiguration> call) {
        if (EFFECT.text(exchange, call.options()) != null) {
            throw new InvalidValueException("effect", "works for texts to a number only; remove it for a chat");
        }
        ObjectNode body = MessageParts.message(MessageParts.of(exchange));
        writeOptions(exchange, call.options(), body.withObject("/message"));
        return ChertRequests.message(exchange, call, chatId, body);
    }

    /** Writes the options of a message to a chat. */
    static void writeOptions(Exchange exchange, ChertConfiguration options, ObjectNode message) {
        Json.put(message, "parallel_attachments", options.getParallelAttachments());
        writeTestLead(exchange, options, message);
    }

    private static Future<WireRequest> toNumber(Exchange exchange, String recipient, Call<ChertConfiguration> call) {
        String text = MessageBody.text(exchange);
        return call.options().lineIds().of(exchange, call).map(line -> {
            ObjectNode body = numbered(exchange, call.options(), recipient, text, line);
            return call.keyed(exchange, ChertRequests.SEND, body, body);
        });
    }

    /**
     * Creates the body of {@code /send}.
     *
     * @param line the id of the line to send from; null for the one that Chert chooses
     */
    static ObjectNode numbered(
            Exchange exchange, ChertConfiguration options, String recipient, String text, String line) {
        ObjectNode body = Json.object().put("phone", recipient).put("body", text);
        Json.put(body, "name", LEAD_NAME.text(exchange, options));
        Json.put(body, "external_id", EXTERNAL_ID.text(exchange, options));
        Json.put(body, "phone_line_id", line);
        Json.put(body, "effect", EFFECT.text(exchange, options));
        writeTestLead(exchange, options, body);
        return body;
    }

    private static void writeTestLead(Exchange exchange, ChertConfiguration options, ObjectNode body) {
        Json.put(body, "test_lead", TEST_LEAD.as(Boolean.class, exchange, options));
    }

    @Override
    public Preview preview(Exchange exchange, ChertConfiguration options) {
        String recipient = Address.of(exchange, options).recipient();
        String line = PHONE_LINE_ID.text(exchange, options);
        return new Preview(Json.write(numbered(exchange, options, recipient, MessageBody.text(exchange), line)));
    }

    @Override
    public List<String> texts(Exchange exchange, ChertConfiguration options) {
        return MessageBody.texts(exchange);
    }
}
