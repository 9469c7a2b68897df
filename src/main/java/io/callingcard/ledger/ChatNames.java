// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CardConstants;

/**
 * Names a chat in the headers of a message: by the provider's id, or by the person's number before there is an id.
 *
 * @param provider the scheme of the component; empty if it is not known
 * @param line     our number in the chat, or null
 * @param address  the person, as E.164 if it is a number; or null
 * @param chatId   the provider's id, or null
 */
public record ChatNames(String provider, String line, String address, String chatId) {

    private static final int LONGEST = 200;

    /**
     * Reads the headers of an exchange. If they name a chat and a number that are not known to belong together, the chat
     * counts.
     *
     * @param provider the provider if the exchange does not name it; may be null
     */
    public static ChatNames of(Exchange exchange, String provider, People people) {
        Message message = exchange.getMessage();
        String chatId = text(message, CardConstants.CHAT_ID);
        String typed = text(message, CardConstants.RECIPIENT);
        String address = typed == null ? null : people.address(typed);
        if (chatId != null && !Address.isSameChat(address, exchange)) {
            address = null;
        }
        if (chatId == null && address == null) {
            throw new IllegalArgumentException("The exchange names no chat. Set the header " + CardConstants.RECIPIENT
                    + " or " + CardConstants.CHAT_ID + ".");
        }
        String given = text(message, CardConstants.PROVIDER);
        String line = text(message, CardConstants.FROM);
        if (line == null) {
            line = text(message, CardConstants.LINE);
        }
        return new ChatNames(
                given != null ? given : provider == null ? "" : provider,
                line == null ? null : people.address(line),
                address,
                chatId);
    }

    /** Reads the headers of a provider's answer. */
    static ChatNames of(Map<String, Object> answer, String provider, People people) {
        String typed = text(answer, CardConstants.RECIPIENT);
        String line = text(answer, CardConstants.FROM);
        return new ChatNames(
                provider,
                line == null ? null : people.address(line),
                typed == null ? null : people.address(typed),
                text(answer, CardConstants.CHAT_ID));
    }

    private static String text(Message message, String header) {
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String text(Map<String, Object> answer, String header) {
        return answer.get(header) instanceof String value ? value : null;
    }

    /** Sets the headers that address a message to this chat: the provider's id, or else the number. */
    public void addTo(Message message) {
        message.setHeader(CardConstants.PROVIDER, provider);
        if (line != null) {
            message.setHeader(CardConstants.FROM, line);
        }
        if (chatId != null) {
            message.setHeader(CardConstants.CHAT_ID, chatId);
        } else if (address != null && !People.isHidden(address)) {
            message.setHeader(CardConstants.RECIPIENT, address);
        }
    }

    /** All names of the chat, the most certain first. */
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
        return Sql.shortened(LONGEST, provider + ":" + name);
    }

    @Override
    public String toString() {
        return "ChatNames[" + provider + "]";
    }
}
