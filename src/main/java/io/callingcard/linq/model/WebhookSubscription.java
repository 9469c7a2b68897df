package io.callingcard.linq.model;

import java.util.List;

import io.callingcard.provider.call.Answer;

/** Where events are sent to. The signing secret comes only with the answer that made it. */
public record WebhookSubscription(
        String id,
        String targetUrl,
        List<String> subscribedEvents,
        List<String> phoneNumbers,
        Boolean isActive,
        String signingSecret,
        String createdAt,
        String updatedAt)
        implements Answer {

    @Override
    public String toString() {
        return "WebhookSubscription[" + id + ", active " + isActive + "]";
    }
}
