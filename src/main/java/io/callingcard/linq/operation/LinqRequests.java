package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Requests as Linq wants them: paths, methods, and where the idempotency key goes. */
final class LinqRequests {

    static final String CHATS = "/chats";
    static final String MESSAGES = "/messages";
    static final String ATTACHMENTS = "/attachments";
    static final String LINES = "/phone_numbers";
    static final String CARD = "/contact_card";
    static final String BLOCKED = "/blocked_handles";
    static final String WEBHOOKS = "/webhook-subscriptions";

    private LinqRequests() {}

    static String chat(String chatId, String call) {
        return Target.of(CHATS).id(chatId).path(call).toString();
    }

    static String message(String messageId, String call) {
        return Target.of(MESSAGES).id(messageId).path(call).toString();
    }

    static String attachment(String attachmentId) {
        return Target.of(ATTACHMENTS).id(attachmentId).toString();
    }

    static WireRequest get(String operation, String target) {
        return WireRequest.silent(operation, HttpMethod.GET, target, WireBody.EMPTY);
    }

    /** A question that is put with a body. */
    static WireRequest ask(String operation, String target, ObjectNode body) {
        return WireRequest.silent(operation, HttpMethod.POST, target, WireBody.json(Json.write(body)));
    }

    static WireRequest send(String operation, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.lasting(operation, method, target, WireBody.json(Json.write(body)));
    }

    /** Sets what the body says, however often it is called. */
    static WireRequest set(String operation, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.settled(operation, method, target, WireBody.json(Json.write(body)));
    }

    /** Sets what the address itself says, however often it is called. Comes without a body and a content type. */
    static WireRequest set(String operation, HttpMethod method, String target) {
        return WireRequest.settled(operation, method, target, WireBody.EMPTY);
    }
}
