package io.callingcard.chert.model;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/**
 * The answer to a change in a chat: a card that was sent or shared, a read receipt, a typing indicator, a group that was
 * left. There is no message id.
 *
 * @param state for a typing indicator: typing or stopped; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatChange(String chatId, String status, String state) implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.CHAT_ID, chatId);
    }
}
