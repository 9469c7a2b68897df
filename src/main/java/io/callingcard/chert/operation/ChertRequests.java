package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.KeyedBody;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Requests as Chert wants them: paths, and where the idempotency key goes. */
final class ChertRequests {

    static final String API = "/api/v1";
    static final String ATTACHMENTS = API + "/attachments";

    private ChertRequests() {}

    static String chats(String chatId, String call) {
        return Target.of(API + "/chats").id(chatId).path(call).toString();
    }

    static String messages(String messageId, String call) {
        return Target.of(API + "/messages").id(messageId).path(call).toString();
    }

    static String attachments(String attachmentId, String call) {
        return Target.of(ATTACHMENTS).id(attachmentId).path(call).toString();
    }

    static String webhooks(String webhookId) {
        return Target.of(API + "/webhook-subscriptions").id(webhookId).toString();
    }

    static WireRequest get(String operation, String target) {
        return WireRequest.silent(operation, HttpMethod.GET, target, WireBody.EMPTY);
    }

    static WireRequest post(String operation, String target) {
        return WireRequest.lasting(operation, HttpMethod.POST, target, WireBody.EMPTY);
    }

    static WireRequest post(String operation, String target, ObjectNode body) {
        return send(operation, HttpMethod.POST, target, body);
    }

    static WireRequest send(String operation, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.lasting(operation, method, target, WireBody.json(Json.write(body)));
    }

    /** A request whose key stands at the top of the body. */
    static WireRequest keyed(String operation, Exchange exchange, String target, ObjectNode body) {
        return KeyedBody.of(exchange, target, body, body).post(operation, target);
    }

    /** A request whose key stands inside the message. */
    static WireRequest keyedMessage(String operation, Exchange exchange, String target, ObjectNode body) {
        return KeyedBody.of(exchange, target, body, (ObjectNode) body.get("message"))
                .post(operation, target);
    }
}
