package io.callingcard.chert.model;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** The members of a group after a change. */
public record Participants(String chatId, JsonNode added, JsonNode removed, List<JsonNode> participants)
        implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.CHAT_ID, chatId);
    }

    @Override
    public String toString() {
        return "Participants[" + chatId + "]";
    }
}
