package io.callingcard.chert.model;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** A map pin that the provider will send. */
public record LocationQueued(String messageId, String status, String phoneLineId, JsonNode delivery, JsonNode location)
        implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.MESSAGE_ID, messageId);
    }

    @Override
    public String toString() {
        return "LocationQueued[" + messageId + "]";
    }
}
