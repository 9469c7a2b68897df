package io.callingcard.chert.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/**
 * The answer to a reaction or an edit.
 *
 * @param reaction the reaction, after react; otherwise null
 * @param newText  the new text, after edit, like the following fields; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageChange(
        String status, String messageId, String reaction, String newText, String dateEdited, JsonNode editHistory)
        implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.MESSAGE_ID, messageId);
    }

    @Override
    public String toString() {
        return "MessageChange[" + messageId + "]";
    }
}
