package io.callingcard.twin;

import java.io.IOException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call for one device, and the checks that all calls share. */
final class WaCall extends Call {

    private static final String STARTS_WITH_0 =
            "phone number must be in international format (should not start with 0). "
                    + "For Indonesian numbers, use 62xxx format instead of 08xxx";
    private static final int LONGEST_NUMBER = 15;

    /** The device; null for a call that needs none. */
    final WaState.Slot slot;

    WaCall(ReceivedRequest request, MatchResult path, WaState.Slot slot) {
        super(request, path);
        this.slot = slot;
    }

    /** The fields of JSON or a form. As in the gateway, an unreadable body is an internal error. */
    @Override
    ObjectNode read() {
        String type = request.headers().getOrDefault("content-type", "");
        if (type.startsWith("multipart/form-data")) {
            return WaForm.read(request).fields();
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return Json.object();
        }
        WaError.internalWhen(!type.startsWith("application/json"), "Unprocessable Entity");
        try {
            if (Json.STRICT.readTree(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw WaError.internal("bind request from body: " + e.getClass().getSimpleName());
        }
        throw WaError.internal("bind request from body: not an object");
    }

    boolean isForm() {
        return request.headers().getOrDefault("content-type", "").startsWith("multipart/form-data");
    }

    /** The text of a field of the body, or empty. */
    String text(String field) {
        return text(body(), field);
    }

    /** The text of a field, or empty; another type is an internal error. */
    static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        WaError.internalWhen(
                !value.isMissingNode() && !value.isNull() && !value.isTextual(),
                "bind request from body: json: cannot unmarshal into field " + field);
        return value.asText("");
    }

    /** Refuses blank fields and names all of them in one message. */
    void require(String... fields) {
        String blank = Stream.of(fields)
                .sorted()
                .filter(field -> text(field).isEmpty())
                .map(field -> field + ": cannot be blank")
                .collect(Collectors.joining("; "));
        WaError.invalidWhen(!blank.isEmpty(), blank + ".");
    }

    /** The address that the message goes to. */
    String address() {
        return suffixed(text("phone"));
    }

    /** A query parameter that must be there. */
    String requiredQuery(String name) {
        String value = query(name);
        WaError.invalidWhen(value == null || value.isEmpty(), name + ": cannot be blank.");
        return value;
    }

    /** The gateway adds the suffix by the length of the number. */
    static String suffixed(String phone) {
        if (phone.contains("@") || phone.isEmpty()) {
            return phone;
        }
        return phone + (phone.length() <= LONGEST_NUMBER ? "@s.whatsapp.net" : "@g.us");
    }

    /** Checks the fields that all messages share. */
    void checkMessage() {
        require("phone");
        checkNumber(text("phone"), "");
        JsonNode body = body();
        JsonNode duration = body.path("duration");
        if (isForm() && duration.isTextual()) {
            duration = Json.STRICT.getNodeFactory().numberNode(Integer.parseInt(duration.asText()));
        }
        WaError.internalWhen(
                !duration.isMissingNode() && !duration.isNull() && !duration.isInt(),
                "bind request from body: json: cannot unmarshal string into field duration");
        WaError.invalidWhen(
                !Set.of(0, 86400, 604800, 7776000).contains(duration.asInt()),
                "duration must be one of: 0 (no expiry), 86400 (24h), 604800 (7d), 7776000 (90d)");
        WaError.internalWhen(
                !isForm()
                        && body.has("is_forwarded")
                        && !body.get("is_forwarded").isBoolean(),
                "bind request from body: json: cannot unmarshal into field is_forwarded");
    }

    static void checkNumber(String phone, String whose) {
        WaError.invalidWhen(phone.replaceFirst("^\\+", "").startsWith("0"), whose + STARTS_WITH_0);
    }

    /** Refuses a device that is not logged in. */
    void requireLogin() {
        switch (slot.login) {
            case NONE -> throw WaError.INVALID_WA_CLI.refusal();
            case OFFLINE -> throw WaError.AUTHENTICATION_ERROR.refusal();
            case UNSCANNED -> throw WaError.AUTHENTICATION_ERROR.refusal("you are not logged in");
            case READY -> {}
        }
    }

    /** The address in WhatsApp's form. */
    static String jid(String address) {
        String user = address.substring(0, address.lastIndexOf('@')).replaceFirst("^\\+", "");
        String server = address.substring(address.lastIndexOf('@') + 1);
        WaError.internalWhen(user.isBlank(), "invalid JID " + address);
        WaError.internalWhen(user.contains(":"), "message recipient must be a user JID with no device part");
        WaError.internalWhen(
                !Set.of("s.whatsapp.net", "g.us", "lid", "newsletter", "broadcast")
                        .contains(server),
                "can't send message to unknown server " + server);
        return user + "@" + server;
    }

    static Reply ok(String message, JsonNode results) {
        ObjectNode body = Json.object().put("code", "SUCCESS").put("message", message);
        if (results != null) {
            body.set("results", results);
        }
        return Reply.json(200, body);
    }

    static Reply sent(String id, String status) {
        return ok(status, Json.object().put("message_id", id).put("status", status));
    }

    static Reply ok() {
        return ok("Success", null);
    }
}
