package io.callingcard.chert.model;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;

/** A map pin is on its way. */
public record LocationQueued(String messageId, String status, String phoneLineId, JsonNode delivery, JsonNode location)
        implements Answer {

    @Override
    public String toString() {
        return "LocationQueued[" + messageId + "]";
    }
}
