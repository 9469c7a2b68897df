package io.callingcard.twin;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error of the gateway. */
final class WaRefusal extends RuntimeException {

    /** The usual HTTP status and message of a code. */
    private record Usual(int status, String message) {}

    private static final Map<String, Usual> USUAL = Map.ofEntries(
            Map.entry("VALIDATION_ERROR", new Usual(400, "phone: cannot be blank.")),
            Map.entry("INVALID_JID", new Usual(400, "Phone 0@s.whatsapp.net is not on whatsapp")),
            Map.entry(
                    "DEVICE_ID_REQUIRED",
                    new Usual(400, "device_id is required via X-Device-Id header or device_id query")),
            Map.entry("BAD_REQUEST", new Usual(400, "Invalid request body")),
            Map.entry("INVALID_GROUP_ID", new Usual(400, "Group ID cannot be empty")),
            Map.entry("INVALID_IMAGE_FORMAT", new Usual(400, "invalid image format")),
            Map.entry("ALREADY_LOGGED_IN", new Usual(400, "you are already logged in.")),
            Map.entry("AUTHENTICATION_ERROR", new Usual(401, WaState.Login.OFFLINE.words)),
            Map.entry(
                    "DEVICE_NOT_FOUND",
                    new Usual(
                            404,
                            "device not found; create a device first from /api/devices or provide a valid X-Device-Id")),
            Map.entry("NOT_FOUND", new Usual(404, "device not found")),
            Map.entry("CONTEXT_ERROR", new Usual(408, "Error timeout get avatar!")),
            Map.entry(
                    "WA_REACHOUT_TIMELOCK",
                    new Usual(429, "WhatsApp rejected this send with error 463 (reach-out timelock).")),
            Map.entry("INVALID_WA_CLI", new Usual(500, WaState.Login.NONE.words)),
            Map.entry("UPLOAD_MEDIA_ERROR", new Usual(500, "failed to upload media")),
            Map.entry("QR_CHANNEL_ERROR", new Usual(500, "QR channel error")),
            Map.entry(
                    "SESSION_SAVED_ERROR",
                    new Usual(500, "your session have been saved, please wait to connect 2 second and refresh again")),
            Map.entry("INTERNAL_SERVER_ERROR", new Usual(500, "context deadline exceeded")),
            Map.entry("DEVICE_MANAGER_UNAVAILABLE", new Usual(503, "Device manager is not initialized")),
            Map.entry("GATEWAY_TIMEOUT", new Usual(504, "Request timed out waiting for WhatsApp server response")));

    private final int status;
    private final String code;
    private final JsonNode results;

    WaRefusal(String code) {
        this(code, USUAL.get(code).message());
    }

    WaRefusal(String code, String message) {
        this(usualStatus(code), code, message, null);
    }

    WaRefusal(int status, String code, String message, JsonNode results) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.results = results;
    }

    static WaRefusal invalid(String message) {
        return new WaRefusal("VALIDATION_ERROR", message);
    }

    static WaRefusal internal(String message) {
        return new WaRefusal("INTERNAL_SERVER_ERROR", message);
    }

    /** An answer without JSON, from the web server in front of the gateway's code. */
    static WaRefusal text(int status, String words) {
        return new WaRefusal(status, null, words, null);
    }

    /** The injected error. */
    static WaRefusal of(Fault fault) {
        Usual usual = USUAL.getOrDefault(fault.code(), new Usual(500, "Switched on"));
        return new WaRefusal(
                fault.status() == 0 ? usual.status() : fault.status(),
                fault.code(),
                fault.message() == null ? usual.message() : fault.message(),
                null);
    }

    private static int usualStatus(String code) {
        return USUAL.get(code).status();
    }

    Reply reply() {
        if (code == null) {
            Reply reply = Reply.text(status, getMessage());
            return status == 401
                    ? reply.with("www-authenticate", "Basic realm=\"Restricted\", charset=\"UTF-8\"")
                            .with("cache-control", "no-store")
                    : reply;
        }
        ObjectNode body = Json.object().put("code", code).put("message", getMessage());
        if (results != null) {
            body.set("results", results);
        }
        return Reply.json(status, body);
    }
}
