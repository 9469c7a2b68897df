package io.callingcard.chert.model;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/**
 * The answer to a call about a chat: send-contact, share-card, mark-read, typing, leave-chat. It has no message id.
 *
 * @param state typing or stopped, after typing; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatChange(String chatId, String status, String state) implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.CHAT_ID, chatId);
    }
}
