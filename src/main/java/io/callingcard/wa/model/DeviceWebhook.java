package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** Where the events of a device go. */
public record DeviceWebhook(
        String webhookUrl, String webhookSecret, String webhookEvents, Boolean webhookInsecureSkipVerify)
        implements Answer {

    @Override
    public String toString() {
        return "DeviceWebhook[" + webhookEvents + "]";
    }
}
