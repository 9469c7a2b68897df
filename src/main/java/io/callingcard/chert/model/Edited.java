package io.callingcard.chert.model;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;

/** A message was edited. */
public record Edited(String status, String messageId, String newText, String dateEdited, JsonNode editHistory)
        implements Answer {

    @Override
    public String toString() {
        return "Edited[" + messageId + "]";
    }
}
