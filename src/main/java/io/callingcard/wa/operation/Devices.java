package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.wa.WaConfiguration;

/** What the operations on devices share: which one, and where its events go. */
final class Devices {

    private Devices() {}

    static String id(WaConfiguration configuration) {
        if (configuration.getDeviceId() == null) {
            throw new InvalidValueException("deviceId", "is missing; set the option deviceId");
        }
        return configuration.getDeviceId();
    }

    /** Where the events of the device go, of what is configured. */
    static void webhook(ObjectNode body, WaConfiguration configuration) {
        Json.put(body, "webhook_url", configuration.getWebhookUrl());
        Json.put(
                body,
                "webhook_secret",
                configuration.tokens().isEmpty() ? null : configuration.tokens().get(0));
        Json.put(body, "webhook_events", configuration.getWebhookEvents());
        if (configuration.getWebhookInsecure() != null) {
            body.put("webhook_insecure_skip_verify", configuration.getWebhookInsecure());
        }
    }
}
