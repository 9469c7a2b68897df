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
