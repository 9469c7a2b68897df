// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert.model;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** A chat with a person or a group. */
public record Chat(
        String id,
        String displayName,
        List<Handle> handles,
        Boolean isGroup,
        String service,
        JsonNode healthScore,
        String createdAt,
        String groupChatIcon)
        implements Answer {

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

    /** A member of a chat. */
    public record Handle(String service, @JsonAlias("handle") String address) implements Answer {

        @Override
        public String toString() {
            return "Handle[" + service + "]";
        }
    }

    /** A new chat with its first message. */
    public record Created(Chat chat, Message message) implements Answer {}

    /**
     * The answer to a call about a chat: send-contact, share-card, mark-read, typing, leave-chat. It has no message id.
     *
     * @param state typing or stopped, after typing; otherwise null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(String chatId, String status, String state) implements Answer {

        @Override
        public OperationResult result() {
            return OperationResult.of(this).with(CardConstants.CHAT_ID, chatId);
        }
    }

    @Override
    public String toString() {
        return "Chat[" + id + "]";
    }
}
