package io.callingcard.chert.model;

import java.util.List;

import io.callingcard.provider.call.Answer;

/** Where events are sent to. The secret comes only with the answer that made it. */
public record WebhookSubscription(
        String id, String url, List<String> events, String version, Boolean isActive, String createdAt, String secret)
        implements Answer {

    @Override
    public String toString() {
        return "WebhookSubscription[" + id + ", active " + isActive + "]";
    }
}
