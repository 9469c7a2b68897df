// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** What the operations on devices share: the id of the device, and its webhook. */
final class DeviceSettings {

    private DeviceSettings() {}

    static String id(WaConfiguration options) {
        if (options.getDeviceId() == null) {
            throw new InvalidValueException("deviceId", "is missing; set the option deviceId");
        }
        return options.getDeviceId();
    }

    /** Writes the webhook of the device, as far as it is configured. */
    static void write(Exchange exchange, WaConfiguration options, ObjectNode body) {
        Json.put(body, "webhook_url", options.getWebhookUrl());
        Json.put(
                body,
                "webhook_secret",
                options.tokens().isEmpty() ? null : options.tokens().get(0));
        Json.put(body, "webhook_events", options.getWebhookEvents());
        Json.put(body, "webhook_insecure_skip_verify", options.getWebhookInsecure());
    }

    /** As {@link #write}, for a change that needs an address; an empty one removes the webhook. */
    static void writeRequired(Exchange exchange, WaConfiguration options, ObjectNode body) {
        if (options.getWebhookUrl() == null) {
            throw new InvalidValueException(
                    "webhookUrl",
                    "is missing; set the option webhookUrl, or set it to an empty text to remove the webhook");
        }
        write(exchange, options, body);
    }
}
