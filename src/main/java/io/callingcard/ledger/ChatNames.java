package io.callingcard.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CardConstants;

/**
 * What an exchange, or an answer, calls a chat: the provider's id, or the number of who is in it, before there is one.
 *
 * @param provider the scheme of the component, or empty where nobody says
 * @param line     our number in the chat, or null
 * @param address  the person, as E.164 where it is a number; or null
 * @param chatId   the provider's id, or null
 */
record ChatNames(String provider, String line, String address, String chatId) {

    private static final int LONGEST = 200;

    /** What the exchange says. Where it names a chat and a number, the chat counts, unless they are known as one. */
    static ChatNames of(Exchange exchange, String provider, People people) {
        Message message = exchange.getMessage();
        String chatId = text(message, CardConstants.CHAT_ID);
        String typed = text(message, CardConstants.RECIPIENT);
        String address = typed == null ? null : people.address(typed);
        if (chatId != null && !Address.isSameChat(address, exchange)) {
            address = null;
        }
        if (chatId == null && address == null) {
            throw new IllegalArgumentException("The exchange names no chat: set the header " + CardConstants.RECIPIENT
                    + " or " + CardConstants.CHAT_ID);
        }
        String said = text(message, CardConstants.PROVIDER);
        String line = text(message, CardConstants.FROM);
        if (line == null) {
            line = text(message, CardConstants.LINE);
        }
        return new ChatNames(
                said != null ? said : provider == null ? "" : provider,
                line == null ? null : people.address(line),
                address,
                chatId);
    }

    /** What the answer to a call says. */
    static ChatNames of(Map<String, Object> result, String provider, People people) {
        String typed = text(result, CardConstants.RECIPIENT);
        String line = text(result, CardConstants.FROM);
        return new ChatNames(
                provider,
                line == null ? null : people.address(line),
                typed == null ? null : people.address(typed),
                text(result, CardConstants.CHAT_ID));
    }

    private static String text(Message message, String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String text(Map<String, Object> result, String header) {
        return result.get(header) instanceof String value ? value : null;
    }

    /** All names of the chat, the surest first. */
    List<String> aliases(People people) {
        List<String> aliases = new ArrayList<>(3);
        if (chatId != null) {
            aliases.add(alias("#" + people.storedChat(chatId)));
        }
        if (address != null) {
            String person = people.stored(address);
            if (line != null) {
                aliases.add(alias(person + "<" + line));
            }
            aliases.add(alias(person));
        }
        return aliases;
    }

    private String alias(String name) {
        return Shortened.to(LONGEST, provider + ":" + name);
    }

    @Override
    public String toString() {
        return "ChatNames[" + provider + "]";
    }
}
