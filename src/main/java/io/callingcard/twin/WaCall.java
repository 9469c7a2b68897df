package io.callingcard.twin;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call for one device: its path, its query, its body, and the checks that all calls share. */
record WaCall(ReceivedRequest request, MatchResult path, WaState.Slot slot) {

    private static final String STARTS_WITH_0 =
            "phone number must be in international format (should not start with 0). "
                    + "For Indonesian numbers, use 62xxx format instead of 08xxx";
    private static final int LONGEST_NUMBER = 15;

    /** The n-th id of the path, counted from 1, not decoded. */
    String raw(int n) {
        return path.group(n);
    }

    /** The n-th id of the path, counted from 1, decoded. */
    String id(int n) {
        return URLDecoder.decode(path.group(n), StandardCharsets.UTF_8);
    }

    /** The value of a query parameter, or null. */
    String query(String name) {
        return query(request, name);
    }

    static String query(ReceivedRequest request, String name) {
        int start = request.path().indexOf('?');
        return start < 0
                ? null
                : Stream.of(request.path().substring(start + 1).split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                        .findFirst()
                        .orElse(null);
    }

    /** The fields of JSON or a form. As in the gateway, an unreadable body is an internal error. */
    ObjectNode body() {
        String type = request.headers().getOrDefault("content-type", "");
        if (type.startsWith("multipart/form-data")) {
            return WaForm.read(request).fields();
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return Json.object();
        }
        if (!type.startsWith("application/json")) {
            throw WaRefusal.internal("Unprocessable Entity");
        }
        try {
            if (Json.STRICT.readTree(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw WaRefusal.internal("bind request from body: " + e.getClass().getSimpleName());
        }
        throw WaRefusal.internal("bind request from body: not an object");
    }

    boolean isForm() {
        return request.headers().getOrDefault("content-type", "").startsWith("multipart/form-data");
    }

    /** The text of a field, or empty; another type is an internal error. */
    static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw WaRefusal.internal("bind request from body: json: cannot unmarshal into field " + field);
        }
        return value.asText("");
    }

    /** Refuses blank fields and names all of them in one message. */
    static void require(JsonNode body, String... fields) {
        String blank = Stream.of(fields)
                .sorted()
                .filter(field -> text(body, field).isEmpty())
                .map(field -> field + ": cannot be blank")
                .collect(Collectors.joining("; "));
        if (!blank.isEmpty()) {
            throw WaRefusal.invalid(blank + ".");
        }
    }

    /** The address in a field. The gateway adds the suffix by the length of the number. */
    static String address(JsonNode body, String field) {
        return suffixed(text(body, field));
    }

    static String suffixed(String phone) {
        if (phone.contains("@") || phone.isEmpty()) {
            return phone;
        }
        return phone + (phone.length() <= LONGEST_NUMBER ? "@s.whatsapp.net" : "@g.us");
    }

    /** Checks the fields that all messages share. */
    void checkMessage(JsonNode body) {
        String phone = text(body, "phone");
        if (phone.isEmpty()) {
            throw WaRefusal.invalid("phone: cannot be blank.");
        }
        checkNumber(phone, "");
        JsonNode duration = body.path("duration");
        if (isForm() && duration.isTextual()) {
            duration = Json.STRICT.getNodeFactory().numberNode(Integer.parseInt(duration.asText()));
        }
        if (!duration.isMissingNode() && !duration.isNull() && !duration.isInt()) {
            throw WaRefusal.internal("bind request from body: json: cannot unmarshal string into field duration");
        }
        if (!Set.of(0, 86400, 604800, 7776000).contains(duration.asInt())) {
            throw WaRefusal.invalid("duration must be one of: 0 (no expiry), 86400 (24h), 604800 (7d), 7776000 (90d)");
        }
        if (!isForm() && body.has("is_forwarded") && !body.get("is_forwarded").isBoolean()) {
            throw WaRefusal.internal("bind request from body: json: cannot unmarshal into field is_forwarded");
        }
    }

    static void checkNumber(String phone, String whose) {
        if (phone.replaceFirst("^\\+", "").startsWith("0")) {
            throw WaRefusal.invalid(whose + STARTS_WITH_0);
        }
    }

    /** Refuses a device that is not logged in. */
    void requireLogin() {
        switch (slot.login) {
            case NONE -> throw new WaRefusal("INVALID_WA_CLI");
            case OFFLINE, UNSCANNED -> throw new WaRefusal("AUTHENTICATION_ERROR", slot.login.words);
            case READY -> {}
        }
    }

    /** The address in WhatsApp's form. */
    static String jid(String address) {
        String user = address.substring(0, address.lastIndexOf('@')).replaceFirst("^\\+", "");
        String server = address.substring(address.lastIndexOf('@') + 1);
        if (user.isBlank()) {
            throw WaRefusal.internal("invalid JID " + address);
        }
        if (user.contains(":")) {
            throw WaRefusal.internal("message recipient must be a user JID with no device part");
        }
        if (!Set.of("s.whatsapp.net", "g.us", "lid", "newsletter", "broadcast").contains(server)) {
            throw WaRefusal.internal("can't send message to unknown server " + server);
        }
        return user + "@" + server;
    }

    static Reply ok(String message, JsonNode results) {
        ObjectNode body = Json.object().put("code", "SUCCESS").put("message", message);
        if (results != null) {
            body.set("results", results);
        }
        return Reply.json(200, body);
    }

    static Reply ok() {
        return ok("Success", null);
    }
}
