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
        return line(exchange, call).map(line -> {
            ObjectNode body = numbered(exchange, call.options(), recipient, text, line);
            return call.keyed(exchange, ChertRequests.SEND, body, body);
        });
    }

    /**
     * Returns the id of the line that a first message names; null if it names none. Routes and campaigns name a number, and Chert
     * takes an id: it is asked for lines that are not known yet.
     */
    static Future<String> line(Exchange exchange, Call<ChertConfiguration> call) {
        ChertConfiguration options = call.options();
        String given = PHONE_LINE_ID.text(exchange, options);
        if (given != null || FROM.text(exchange, options) == null) {
            return Future.succeededFuture(given);
        }
        String number = ChertParameters.line(exchange, options);
        String account = options.getBaseUrl() + " " + options.account();
        String known = options.knownLines().id(account, number);
        return known != null
                ? Future.succeededFuture(known)
                : call.client()
                        .json(call.read(ChertRequests.LINES), ChertAnswers::readLines)
                        .map(lines -> {
                            options.knownLines().learn(account, lines);
                            return ours(options.knownLines().id(account, number));
                        });
    }

    private static String ours(String id) {
        if (id == null) {
            throw new InvalidValueException(
                    FROM.name(), "is no line of this account; chert:list-lines returns the account's lines");
        }
        return id;
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
