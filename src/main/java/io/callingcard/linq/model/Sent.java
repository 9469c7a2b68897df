package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/**
 * The three shapes in which Linq tells of a message that was sent: inside its chat, beside the chat's id, or with the
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

    public String itsChatId() {
        return chat == null ? chatId : chat.id();
    }

    /** The line it went from, where it is told. */
    public String line() {
        return from == null && chat != null ? chat.line() : from;
    }

    /** The service, where it is known already. */
    public String itsService() {
        String ofMessage = sentMessage() == null ? null : sentMessage().service();
        String ofChat = chat == null ? service : chat.service();
        return ofMessage == null ? ofChat : ofMessage;
    }

    public String reason() {
        return fromSelection == null ? null : fromSelection.reason();
    }

    @Override
    public String toString() {
        return "Sent[" + itsChatId() + "]";
    }
}
