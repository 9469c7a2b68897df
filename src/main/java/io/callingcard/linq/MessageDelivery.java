// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Chat;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

import static io.callingcard.linq.LinqParameters.EFFECT;
import static io.callingcard.linq.LinqParameters.OVERRIDE_OPTOUT;
import static io.callingcard.linq.LinqParameters.PART_INDEX;
import static io.callingcard.linq.LinqParameters.PREFERRED_SERVICE;
import static io.callingcard.linq.LinqParameters.REPLY_TO;

/**
 * Sends a message to a chat; or to a number, from the given line or from the line that the provider picks. All sends go
 * this way, so that a first message is the same as a later one.
 */
record MessageDelivery(Call<LinqConfiguration> call) {

    private static final Set<String> SERVICES = Set.of("iMessage", "RCS", "SMS");
    private static final Set<String> BUBBLE_EFFECTS = Set.of("slam", "loud", "gentle", "invisible");
    private static final String KEY_HEADER = "idempotency-key";
    private static final int LONGEST_KEY = 255;
    private static final int LARGEST_CHAT = 31;

    /** Sends the parts, after the checks that the options ask for. */
    Future<OperationResult> send(Exchange exchange, Address address, ArrayNode parts) {
        List<String> recipients = address.hasChat() ? List.of() : List.of(address.recipient());
        WireRequest request = request(exchange, address.chatId(), recipients, parts);
        StandingCheck check = new StandingCheck(call);
        return check.isAskedFor()
                ? check.allow(address, LinqParameters.line(exchange, call.options()))
                        .compose(allowed -> send(request, address))
                : send(request, address);
    }

    /** Runs {@code create-chat}: makes a chat with one recipient, or a group, and sends its first message. */
    Future<OperationResult> create(Exchange exchange) {
        LinqParameters.requiredLine(exchange, call.options());
        Set<String> recipients = Address.recipients(exchange, call.options(), LARGEST_CHAT);
        WireRequest request = request(exchange, null, recipients, MessageParts.of(exchange));
        return call.client().read(request, Chat.Sent.class, this::sent);
    }

    private Future<OperationResult> send(WireRequest request, Address address) {
        return call.client().read(request, Chat.Sent.class, answer -> address.onto(sent(answer)));
    }

    WireRequest request(Exchange exchange, String chatId, Collection<String> recipients, ArrayNode parts) {
        ObjectNode body = Json.object();
        if (chatId != null) {
            return keyed(exchange, LinqRequests.chat(chatId, "/messages"), body, message(exchange, parts));
        }
        String line = LinqParameters.line(exchange, call.options());
        Json.put(body, "from", line);
        recipients.forEach(body.putArray("to")::add);
        return line == null
                ? anyLine(exchange, body, message(exchange, parts))
                : keyed(exchange, LinqRequests.CHATS, body, message(exchange, parts));
    }

    /** A message from the line that the provider picks. */
    private WireRequest anyLine(Exchange exchange, ObjectNode body, ObjectNode message) {
        LinqParameters.numbers(call.options().getExcludeFrom(), "excludeFrom", call.options())
                .forEach(line -> body.withArray("/exclude_from").add(line));
        if (call.options().getContinuationText() != null) {
            body.putObject("continuation_message").put("text", call.options().getContinuationText());
        }
        WireRequest request = keyed(exchange, LinqRequests.MESSAGES, body, message);
        return call.options().isIdempotencyHeader()
                ? request.withHeader(KEY_HEADER, request.idempotencyKey())
                : request;
    }

    /** Puts the message into the body, and the idempotency key into the message. */
    private WireRequest keyed(Exchange exchange, String target, ObjectNode body, ObjectNode message) {
        body.set("message", message);
        if (Boolean.TRUE.equals(OVERRIDE_OPTOUT.as(Boolean.class, exchange, call.options()))) {
            body.put("override_optout", true);
        }
        WireRequest request = call.keyed(exchange, target, body, message);
        if (request.idempotencyKey().length() > LONGEST_KEY) {
            throw new InvalidValueException(
                    LinqConstants.IDEMPOTENCY_KEY, "has more than " + LONGEST_KEY + " characters");
        }
        return request;
    }

    private ObjectNode message(Exchange exchange, ArrayNode parts) {
        ObjectNode message = Json.object();
        message.set("parts", parts);
        String service = PREFERRED_SERVICE.text(exchange, call.options());
        if (service != null && !SERVICES.contains(service)) {
            throw new InvalidValueException("preferredService", "must be iMessage, RCS or SMS, in this case");
        }
        Json.put(message, "preferred_service", service);
        String replyTo = REPLY_TO.text(exchange, call.options());
        if (replyTo != null) {
            ObjectNode reply = message.putObject("reply_to").put("message_id", replyTo);
            Json.put(reply, "part_index", PART_INDEX.as(Integer.class, exchange, call.options()));
        }
        String effect = EFFECT.text(exchange, call.options());
        if (effect != null) {
            String type = BUBBLE_EFFECTS.contains(effect) ? "bubble" : "screen";
            message.putObject("effect").put("type", type).put("name", effect);
        }
        return message;
    }

    private OperationResult sent(Chat.Sent answer) {
        Chat chat = answer.chat();
        String chatId = answer.chatIdOfMessage();
        Message message = answer.sentMessage();
        if (chat != null) {
            new KnownChats(call).learn(chat);
        }
        if (chatId != null) {
            call.options().memory().wrote(chatId);
        }
        return OperationResult.of(message)
                .with(LinqConstants.CHAT_ID, chatId)
                .with(LinqConstants.MESSAGE_ID, message.id())
                .with(LinqConstants.DELIVERY_STATUS, message.deliveryStatus())
                .with(LinqConstants.SERVICE, answer.serviceOfMessage())
                .with(LinqConstants.CHAT_HEALTH, chat == null ? null : chat.health())
                .with(LinqConstants.FROM, answer.line())
                .with(LinqConstants.CREATED_CHAT, answer.createdNewChat())
                .with(LinqConstants.FROM_REASON, answer.reason());
    }
}
