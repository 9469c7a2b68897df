// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;

import io.callingcard.card.InputLimit;
import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/**
 * An address at WhatsApp, exactly as the gateway needs it. Without a server the gateway decides by the length alone
 * whether an address is a person or a group, so the server is always written.
 *
 * @param user   digits with the country code; or the id of a group, of a channel, of a person who hides the number
 * @param server what the user is
 */
record Jid(String user, String server) {

    private static final String PERSON = "s.whatsapp.net";
    private static final String OLD_PERSON = "c.us";

    /** The form of the users of each server. */
    private static final Map<String, Pattern> SERVERS = Map.of(
            "g.us", Pattern.compile("\\d{5,30}(?:-\\d{5,20})?"),
            "lid", Pattern.compile("\\d{5,30}"),
            "newsletter", Pattern.compile("\\d{5,30}"),
            "broadcast", Pattern.compile("status"));

    /**
     * Reads an address as people type it, or as the gateway reports it.
     *
     * @param field the header or option that it comes from, for errors
     */
    static Jid of(String typed, String field, Call.Options options) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return new Jid(Digits.recipient(text, field, options), PERSON);
        }
        String user = text.substring(0, at);
        String server = InputLimit.lowerCase(text.substring(at + 1));
        if (server.equals(PERSON) || server.equals(OLD_PERSON)) {
            return new Jid(Digits.ofPerson(user, field), PERSON);
        }
        Pattern known = SERVERS.get(server);
        if (known == null) {
            throw new InvalidValueException(
                    field,
                    "has an unknown server after the @; a JID ends in @s.whatsapp.net, @g.us, @lid or @newsletter");
        }
        if (!known.matcher(user).matches()) {
            throw new InvalidValueException(field, "is no JID of @" + server + "; use it as the gateway reports it");
        }
        return new Jid(user, server);
    }

    /**
     * The address of a call. At WhatsApp a chat is named after its person, so a recipient and a chat with the same name
     * are one address.
     */
    static Jid addressed(Exchange exchange, Call.Options options) {
        String chatId = Address.CHAT.text(exchange, options);
        String typed = Address.TO.text(exchange, options);
        if (chatId == null && typed == null) {
            throw new InvalidValueException(
                    "to",
                    "is missing, and chatId too; set the header " + WaConstants.RECIPIENT + " or " + WaConstants.CHAT_ID
                            + ", or the option to or chatId");
        }
        Jid chat = chatId == null ? null : of(chatId, Address.CHAT.name(), options);
        if (typed == null || chat != null && (options.isPreferChatId() || Address.isSameChat(typed, exchange))) {
            return chat;
        }
        Jid recipient = of(typed, Address.TO.name(), options);
        if (chat == null || chat.equals(recipient)) {
            return recipient;
        }
        throw new InvalidValueException(
                "to",
                "and chatId name two different chats; give one of the two, or set preferChatId=true (headers "
                        + WaConstants.RECIPIENT + " and " + WaConstants.CHAT_ID + ")");
    }

    boolean isPerson() {
        return server.equals(PERSON);
    }

    boolean isGroup() {
        return server.equals("g.us");
    }

    String value() {
        return user + "@" + server;
    }

    /** Adds the address to the result, for the next step and any provider. */
    OperationResult onto(OperationResult result) {
        return result.with(WaConstants.CHAT_ID, value()).with(WaConstants.RECIPIENT, isPerson() ? "+" + user : null);
    }

    /** Masks the user, which may be a phone number. */
    @Override
    public String toString() {
        return PhoneMask.mask(user) + "@" + server;
    }
}
