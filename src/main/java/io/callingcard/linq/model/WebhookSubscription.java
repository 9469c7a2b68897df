// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq.model;

import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** A webhook subscription. The signing secret is only in the answer that created it. */
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
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.WEBHOOK_ID, id);
    }

    @Override
    public String toString() {
        return "WebhookSubscription[" + id + ", active " + isActive + "]";
    }
}
