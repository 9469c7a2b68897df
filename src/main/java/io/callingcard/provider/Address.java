package io.callingcard.provider;

import org.apache.camel.Exchange;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;

/**
 * Where a call goes: into a chat that is known, or to a number whose chat the provider finds or makes.
 *
 * @param chatId    the chat, or null for a first touch
 * @param recipient the number, or null when only the chat is known
 */
public record Address(String chatId, String recipient) {

    private static final Given CHAT = new Given("chatId", CardConstants.CHAT_ID);
    private static final Given TO = new Given("to", CardConstants.RECIPIENT);

    /** The one address that the exchange or the endpoint gives; two different ones are refused. */
    public static Address of(Exchange exchange, ProviderConfiguration configuration) {
        String chatId = CHAT.text(exchange, configuration.getChatId());
        String typed = TO.text(exchange, configuration.getTo());
        if (chatId == null && typed == null) {
            throw new InvalidValueException(
                    "to",
                    "is missing, and chatId too; set the header " + CardConstants.RECIPIENT + " or "
                            + CardConstants.CHAT_ID + ", or the option to or chatId");
        }
        if (chatId != null && configuration.isPreferChatId()) {
            return new Address(chatId, null);
        }
        String recipient = typed == null ? null : configuration.recipient(typed, TO.name());
        if (chatId == null || recipient == null || recipient.equals(exchange.getProperty(CardConstants.CHAT_OF))) {
            return new Address(chatId, recipient);
        }
        throw new InvalidValueException(
                "to",
                "is given together with chatId; give one of the two, or set preferChatId=true (headers "
                        + CardConstants.RECIPIENT + " and " + CardConstants.CHAT_ID + ")");
    }

    /** The chat alone, for calls that need one. */
    public static String chat(Exchange exchange, ProviderConfiguration configuration) {
        return CHAT.required(exchange, configuration.getChatId());
    }

    /**
     * A number as the providers want it.
     *
     * @param field where it stands, for errors
     */
    public static String number(String typed, String field, ProviderConfiguration configuration) {
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
