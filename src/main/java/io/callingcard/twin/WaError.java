// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Map;
import java.util.stream.Stream;

/** The gateway's errors, each with its usual HTTP status and message. */
enum WaError {
    VALIDATION_ERROR(400, "phone: cannot be blank."),
    INVALID_JID(400, "Phone 0@s.whatsapp.net is not on whatsapp"),
    DEVICE_ID_REQUIRED(400, "device_id is required via X-Device-Id header or device_id query"),
    BAD_REQUEST(400, "Invalid request body"),
    INVALID_GROUP_ID(400, "Group ID cannot be empty"),
    INVALID_IMAGE_FORMAT(400, "invalid image format"),
    ALREADY_LOGGED_IN(400, "you are already logged in."),
    AUTHENTICATION_ERROR(401, "you are not connect to services server, please reconnect"),
    DEVICE_NOT_FOUND(404, "device not found; create a device first from /api/devices or provide a valid X-Device-Id"),
    NOT_FOUND(404, "device not found"),
    CONTEXT_ERROR(408, "Error timeout get avatar!"),
    WA_REACHOUT_TIMELOCK(429, "WhatsApp rejected this send with error 463 (reach-out timelock)."),
    INVALID_WA_CLI(500, "your WhatsApp CLI is invalid or empty"),
    UPLOAD_MEDIA_ERROR(500, "failed to upload media"),
    QR_CHANNEL_ERROR(500, "QR channel error"),
    SESSION_SAVED_ERROR(500, "your session have been saved, please wait to connect 2 second and refresh again"),
    INTERNAL_SERVER_ERROR(500, "context deadline exceeded"),
    DEVICE_MANAGER_UNAVAILABLE(503, "Device manager is not initialized"),
    GATEWAY_TIMEOUT(504, "Request timed out waiting for WhatsApp server response");

    private final int status;
    private final String usual;

    WaError(int status, String usual) {
        this.status = status;
        this.usual = usual;
    }

    Refusal refusal() {
        return refusal(usual);
    }

    Refusal refusal(String message) {
        return new Refusal(name(), status, message, Map.of());
    }

    /** The refusal with a result beside the message. */
    Refusal refusal(Map<String, Object> results) {
        return new Refusal(name(), status, usual, Map.of("results", results));
    }

    /** Refuses a call if something is wrong with it. */
    void when(boolean wrong) {
        when(wrong, usual);
    }

    void when(boolean wrong, String message) {
        if (wrong) {
            throw refusal(message);
        }
    }

    static void invalidWhen(boolean wrong, String message) {
        VALIDATION_ERROR.when(wrong, message);
    }

    static void internalWhen(boolean wrong, String message) {
        INTERNAL_SERVER_ERROR.when(wrong, message);
    }

    static Refusal invalid(String message) {
        return VALIDATION_ERROR.refusal(message);
    }

    static Refusal internal(String message) {
        return INTERNAL_SERVER_ERROR.refusal(message);
    }

    /** Refuses without JSON, as the web server in front of the gateway's code does. */
    static Refusal plain(int status, String words) {
        return new Refusal(null, status, words, Map.of());
    }

    /** The injected error. */
    static Refusal of(Fault fault) {
        Refusal usual = Stream.of(values())
                .filter(error -> error.name().equals(fault.code()))
                .findFirst()
                .map(WaError::refusal)
                .orElseGet(() -> new Refusal(fault.code(), 500, "Switched on", Map.of()));
        return new Refusal(
                fault.code(),
                fault.status() == 0 ? usual.status() : fault.status(),
                fault.message() == null ? usual.getMessage() : fault.message(),
                Map.of());
    }
}
