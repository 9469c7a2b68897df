package io.callingcard.linq.operation;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Chat;
import io.callingcard.linq.model.Message;
import io.callingcard.linq.model.Sent;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.KeyedBody;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Brings a message into a chat; or to a number, from the given line, or from the line that the provider picks. All sends
 * go this way, so that a first touch looks the same as a later one.
 *
 * @param operation the operation's word, for errors
 */
record Delivery(String operation, LinqConfiguration configuration) {

    private static final CallParameter FROM = new CallParameter("from", LinqConstants.FROM);
    private static final CallParameter SERVICE = new CallParameter("preferredService", LinqConstants.PREFERRED_SERVICE);
    private static final CallParameter REPLY_TO = new CallParameter("replyTo", LinqConstants.REPLY_TO);
    private static final CallParameter PART_INDEX = new CallParameter("partIndex", LinqConstants.PART_INDEX);
    private static final CallParameter EFFECT = new CallParameter("effect", LinqConstants.EFFECT);
    private static final CallParameter OVERRIDE = new CallParameter("overrideOptout", LinqConstants.OVERRIDE_OPTOUT);
    private static final Set<String> SERVICES = Set.of("iMessage", "RCS", "SMS");
    private static final Set<String> BUBBLE_EFFECTS = Set.of("slam", "loud", "gentle", "invisible");
    private static final String KEY_HEADER = "idempotency-key";
    private static final int LONGEST_KEY = 255;

    /** Sends the parts, once what the exchange and the endpoint ask for besides is found to be possible. */
    Future<OperationResult> send(Exchange exchange, Address address, ArrayNode parts, ProviderClient client) {
        List<String> recipients = address.hasChat() ? List.of() : List.of(address.recipient());
        WireRequest request = request(exchange, address.chatId(), recipients, parts);
        Standing standing = new Standing(operation, configuration);
        return standing.isAskedFor()
                ? standing.allow(address, line(exchange), client).compose(allowed -> send(request, address, client))
                : send(request, address, client);
    }

    private Future<OperationResult> send(WireRequest request, Address address, ProviderClient client) {
        return client.read(request, Sent.class, answer -> address.onto(sent(answer)));
    }

    /** The own line to send from, or null when the provider is to pick one. */
    String line(Exchange exchange) {
        String given = FROM.text(exchange, configuration.getFrom());
        return given == null ? null : configuration.recipient(given, FROM.name());
    }

    /** The own line, for calls that cannot do without. */
    String requiredLine(Exchange exchange) {
        return FROM.required(line(exchange));
    }

    WireRequest request(Exchange exchange, String chatId, Collection<String> recipients, ArrayNode parts) {
        ObjectNode body = Json.object();
        if (chatId != null) {
            return keyed(exchange, LinqRequests.chat(chatId, "/messages"), body, message(exchange, parts));
        }
        String line = line(exchange);
        Json.put(body, "from", line);
        recipients.forEach(body.putArray("to")::add);
        return line == null
                ? anyLine(exchange, body, message(exchange, parts))
                : keyed(exchange, LinqRequests.CHATS, body, message(exchange, parts));
    }

    /** From the line that the provider picks. */
    private WireRequest anyLine(Exchange exchange, ObjectNode body, ObjectNode message) {
        ListOf.texts(configuration.getExcludeFrom())
                .forEach(line -> body.withArray("/exclude_from").add(configuration.recipient(line, "excludeFrom")));
        if (configuration.getContinuationText() != null) {
            body.putObject("continuation_message").put("text", configuration.getContinuationText());
        }
        WireRequest request = keyed(exchange, LinqRequests.MESSAGES, body, message);
        return configuration.isIdempotencyHeader() ? request.withHeader(KEY_HEADER, request.idempotencyKey()) : request;
    }

    /** Puts the message into the body, and the key into the message. */
    private WireRequest keyed(Exchange exchange, String target, ObjectNode body, ObjectNode message) {
        body.set("message", message);
        if (Boolean.TRUE.equals(OVERRIDE.as(Boolean.class, exchange, configuration.isOverrideOptout()))) {
            body.put("override_optout", true);
        }
        KeyedBody keyed = KeyedBody.of(exchange, target, body, message);
        if (keyed.key().length() > LONGEST_KEY) {
            throw new InvalidValueException(
                    LinqConstants.IDEMPOTENCY_KEY, "has more than " + LONGEST_KEY + " characters");
        }
        return keyed.post(operation, target);
    }

    private ObjectNode message(Exchange exchange, ArrayNode parts) {
        ObjectNode message = Json.object();
        message.set("parts", parts);
        String service = SERVICE.text(exchange, configuration.getPreferredService());
        if (service != null && !SERVICES.contains(service)) {
            throw new InvalidValueException("preferredService", "must be iMessage, RCS or SMS, in exactly this case");
        }
        Json.put(message, "preferred_service", service);
        String replyTo = REPLY_TO.text(exchange, configuration.getReplyTo());
        if (replyTo != null) {
            ObjectNode reply = message.putObject("reply_to").put("message_id", replyTo);
            Integer part = PART_INDEX.as(Integer.class, exchange, configuration.getPartIndex());
            if (part != null) {
                reply.put("part_index", part);
            }
        }
        String effect = EFFECT.text(exchange, configuration.getEffect());
        if (effect != null) {
            String type = BUBBLE_EFFECTS.contains(effect) ? "bubble" : "screen";
            message.putObject("effect").put("type", type).put("name", effect);
        }
        return message;
    }

    OperationResult sent(Sent answer) {
        Chat chat = answer.chat();
        String chatId = answer.itsChatId();
        Message message = answer.sentMessage();
        if (chat != null) {
            configuration.memory().learn(chatId, KnownChats.known(chat, configuration));
        }
        if (chatId != null) {
            configuration.memory().wrote(chatId);
        }
        return OperationResult.of(message)
                .with(LinqConstants.CHAT_ID, chatId)
                .with(LinqConstants.MESSAGE_ID, message.id())
                .with(LinqConstants.DELIVERY_STATUS, message.deliveryStatus())
                .with(LinqConstants.SERVICE, answer.itsService())
                .with(LinqConstants.CHAT_HEALTH, chat == null ? null : chat.health())
                .with(LinqConstants.FROM, answer.line())
                .with(LinqConstants.CREATED_CHAT, answer.createdNewChat())
                .with(LinqConstants.FROM_REASON, answer.reason());
    }
}
