// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert.model;

import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** A webhook subscription. Only the answer that creates it has the secret. */
public record WebhookSubscription(
        String id, String url, List<String> events, String version, Boolean isActive, String createdAt, String secret)
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
