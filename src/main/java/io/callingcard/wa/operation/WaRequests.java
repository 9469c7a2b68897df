package io.callingcard.wa.operation;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;

/** Requests as the gateway wants them: paths, and JSON of which every field has the type that it can read. */
final class WaRequests {

    /** In these paths the gateway decodes nothing, so only what needs no encoding can stand there. */
    private static final Pattern PLAIN = Pattern.compile("(?!\\.+$)[A-Za-z0-9._~@:+-]+");

    private WaRequests() {}

    static String message(String id, String call) {
        return "/message/" + plain(id, "messageId") + call;
    }

    static String device(String id, String call) {
        return "/devices/" + plain(id, "deviceId") + call;
    }

    static String chat(Jid chat, String call) {
        return Target.of("/chat").id(chat.value()).path(call).toString();
    }

    private static String plain(String id, String field) {
        if (!PLAIN.matcher(id).matches()) {
            throw new InvalidValueException(field, "has characters that the gateway cannot read in a path");
        }
        return id;
    }

    static WireRequest get(String operation, String target) {
        return WireRequest.silent(operation, HttpMethod.GET, target, WireBody.EMPTY);
    }

    static WireRequest send(String operation, String target, ObjectNode body) {
        return send(operation, target, Json.write(body));
    }

    static WireRequest send(String operation, String target, byte[] json) {
        return WireRequest.lasting(operation, HttpMethod.POST, target, WireBody.json(json));
    }

    /** Sets what the body says, however often it is called. */
    static WireRequest set(String operation, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.settled(operation, method, target, WireBody.json(Json.write(body)));
    }

    static WireRequest set(String operation, String target, ObjectNode body) {
        return set(operation, HttpMethod.POST, target, body);
    }

    /** Some calls change something although they are GET. */
    static WireRequest setByGet(String operation, String target) {
        return WireRequest.settled(operation, HttpMethod.GET, target, WireBody.EMPTY);
    }
}
