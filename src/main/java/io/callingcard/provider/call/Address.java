package io.callingcard.provider.call;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.Exchange;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.error.InvalidValueException;

/**
 * Where a call goes: into a chat that is known, or to a number whose chat the provider finds or makes.
 *
 * @param chatId    the chat, or null for a first touch
 * @param recipient the number, or null when only the chat is known
 */
public record Address(String chatId, String recipient) {

    private static final CallParameter CHAT = new CallParameter("chatId", CardConstants.CHAT_ID);
    private static final CallParameter TO = new CallParameter("to", CardConstants.RECIPIENT);

    /** The one address that the exchange or the endpoint gives; two different ones are refused. */
    public static Address of(Exchange exchange, CallOptions configuration) {
        String chatId = CHAT.text(exchange, configuration.getChatId());
        String typed = TO.text(exchange, configuration.getTo());
        if (chatId == null && typed == null) {
            throw new InvalidValueException(
                    "to",
                    "is missing, and chatId too; set the header " + CardConstants.RECIPIENT + " or "
                            + CardConstants.CHAT_ID + ", or the option to or chatId");
        }
        if (chatId != null && (configuration.isPreferChatId() || isSameChat(typed, exchange))) {
            return new Address(chatId, null);
        }
        String recipient = typed == null ? null : configuration.recipient(typed, TO.name());
        if (chatId == null || recipient == null || isSameChat(recipient, exchange)) {
            return new Address(chatId, recipient);
        }
        throw new InvalidValueException(
                "to",
                "is given together with chatId; give one of the two, or set preferChatId=true (headers "
                        + CardConstants.RECIPIENT + " and " + CardConstants.CHAT_ID + ")");
    }

    /** Whether an earlier step of the exchange found that the recipient, or recipients, are the chat's. */
    public static boolean isSameChat(String recipient, Exchange exchange) {
        return recipient != null && recipient.equals(exchange.getProperty(CardConstants.CHAT_OF));
    }

    /** The chat alone, for calls that need one. */
    public static String chat(Exchange exchange, CallOptions configuration) {
        return CHAT.required(exchange, configuration.getChatId());
    }

    /** The recipients of a new chat: a list, or text with commas; each of them once. */
    public static Set<String> recipients(Exchange exchange, CallOptions configuration, int most) {
        Object header = exchange.getMessage().getHeader(CardConstants.RECIPIENT);
        Collection<?> typed = header instanceof Collection<?> many
                ? many
                : List.of(TO.required(exchange, configuration.getTo()).split(","));
        Set<String> recipients = new LinkedHashSet<>();
        typed.forEach(one -> recipients.add(configuration.recipient(String.valueOf(one), TO.name())));
        if (recipients.isEmpty() || recipients.size() > most) {
            throw new InvalidValueException(
                    "to", "must name 1 to " + most + " recipients, but names " + recipients.size());
        }
        return recipients;
    }

    /**
     * A number as the providers want it.
     *
     * @param field where it stands, for errors
     */
    public static String number(String typed, String field, CallOptions configuration) {
        if (!configuration.isValidatePhone()) {
            return typed;
        }
        try {
            return PhoneNumbers.recipient(typed, configuration.getDefaultRegion());
        } catch (InvalidPhoneException e) {
            throw e.at(field);
        }
    }

    public boolean hasChat() {
        return chatId != null;
    }

    /** The result with the address that the next step can use as it is. */
    public OperationResult onto(OperationResult result) {
        return result.with(CardConstants.RECIPIENT, recipient);
    }
}
