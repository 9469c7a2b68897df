// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq.model;

import java.util.List;

import io.callingcard.provider.call.Answer;

/**
 * A chat, with one person or a group.
 *
 * @param message the first message, in the answer that made the chat
 */
public record Chat(
        String id,
        String displayName,
        List<Handle> handles,
        Boolean isGroup,
        String service,
        Health healthStatus,
        String groupChatIcon,
        Message message,
        String createdAt,
        String updatedAt)
        implements Answer {

    /** The standing of a chat or a line, and where it is explained. */
    public record Health(String status, String docUrl, String updatedAt) implements Answer {}

    /** A change of a chat or a message, which the provider has accepted and will make. */
    public record Change(String status, String message, String chatId, String traceId) implements Answer {}

    /** A voice memo that the provider will send to a chat. */
    public record Voice(String id, Chat chat, String status, String service, String from, String createdAt)
            implements Answer {

        @Override
        public String toString() {
            return "Voice[" + id + ", " + status + "]";
        }
    }

    /**
     * A message that was sent, in one of three shapes: inside its chat, beside the chat's id, or with the
     * line that the provider picked.
     */
    public record Sent(
            Chat chat,
            String chatId,
            Message message,
            String service,
            String from,
            Boolean createdNewChat,
            FromSelection fromSelection)
            implements Answer {

        /** Why the provider picked a line. */
        public record FromSelection(String reason) implements Answer {}

        public Message sentMessage() {
            return chat != null && chat.message() != null ? chat.message() : message;
        }

        public String chatIdOfMessage() {
            return chat == null ? chatId : chat.id();
        }

        /** The line that sent it, if known. */
        public String line() {
            return from == null && chat != null ? chat.line() : from;
        }

        /** The service, if known yet. */
        public String serviceOfMessage() {
            String ofMessage = sentMessage() == null ? null : sentMessage().service();
            String ofChat = chat == null ? service : chat.service();
            return ofMessage == null ? ofChat : ofMessage;
        }

        public String reason() {
            return fromSelection == null ? null : fromSelection.reason();
        }

        @Override
        public String toString() {
            return "Sent[" + chatIdOfMessage() + "]";
        }
    }

    /** Our own number in the chat, or null. */
    public String line() {
        return handles == null
                ? null
                : handles.stream()
                        .filter(handle -> Boolean.TRUE.equals(handle.isMe()))
                        .map(Handle::handle)
                        .findFirst()
                        .orElse(null);
    }

    /** The standing of the chat, or null. */
    public String health() {
        return healthStatus == null ? null : healthStatus.status();
    }

    @Override
    public String toString() {
        return "Chat[" + id + "]";
    }
}
