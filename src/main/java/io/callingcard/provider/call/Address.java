// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneMask;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.error.InvalidValueException;

/**
 * The address of a message: a chat, or a number whose chat the provider finds or creates.
 *
 * @param chatId    the chat, or null for a first message
 * @param recipient the number, or null if only the chat is known
 */
public record Address(String chatId, String recipient) {

    private static final Logger LOG = LoggerFactory.getLogger(Address.class);

    /** The chat that a call is about. */
    public static final CallParameter<Call.Options> CHAT =
            CallParameter.option(CardConstants.CHAT_ID, "chatId", Call.Options::getChatId);

    /** The recipient's number. */
    public static final CallParameter<Call.Options> TO =
            CallParameter.option(CardConstants.RECIPIENT, "to", Call.Options::getTo);

    /** Reads the address from the exchange or the endpoint. Refuses two different ones. */
    public static Address of(Exchange exchange, Call.Options options) {
        String chatId = CHAT.text(exchange, options);
        String typed = TO.text(exchange, options);
        if (chatId == null && typed == null) {
            throw new InvalidValueException(
                    "to",
                    "is missing, and chatId too; set the header " + CardConstants.RECIPIENT + " or "
                            + CardConstants.CHAT_ID + ", or the option to or chatId");
        }
        if (chatId != null && (options.isPreferChatId() || isSameChat(typed, exchange))) {
            return new Address(chatId, null);
        }
        String recipient = typed == null ? null : options.recipient(typed, TO.name());
        if (chatId == null || recipient == null || isSameChat(recipient, exchange)) {
            return new Address(chatId, recipient);
        }
        throw new InvalidValueException(
                "to",
                "is given together with chatId; give one of the two, or set preferChatId=true (headers "
                        + CardConstants.RECIPIENT + " and " + CardConstants.CHAT_ID + ")");
    }

    /** Whether an earlier step of the exchange found the chat of this recipient, or of these recipients. */
    public static boolean isSameChat(String recipient, Exchange exchange) {
        return recipient != null && recipient.equals(exchange.getProperty(CardConstants.CHAT_OF));
    }

    /** Reads the recipients of a new chat, without duplicates: a list, or numbers separated by commas. */
    public static Set<String> recipients(Exchange exchange, Call.Options options, int most) {
        Object header = exchange.getMessage().getHeader(CardConstants.RECIPIENT);
        Collection<?> typed = header instanceof Collection<?> many
                ? many
                : List.of(TO.required(exchange, options).split(","));
        Set<String> recipients = new LinkedHashSet<>();
        typed.forEach(one -> recipients.add(options.recipient(String.valueOf(one), TO.name())));
        if (recipients.isEmpty() || recipients.size() > most) {
            throw new InvalidValueException(
                    "to", "must name 1 to " + most + " recipients, but names " + recipients.size());
        }
        return recipients;
    }

    /**
     * Converts a number to E.164, unless validatePhone is off.
     *
     * @param field the header or option, for errors
     */
    public static String number(String typed, String field, Call.Options options) {
        if (!options.isValidatePhone()) {
            return typed;
        }
        try {
            return recipient(typed, options.phoneRules());
        } catch (InvalidPhoneException e) {
            throw e.at(field);
        }
    }

    /** Returns the E.164 form. Warns if the rules let a number through that is outside the known ranges. */
    public static String recipient(String typed, PhoneNumbers.Rules rules) {
        String e164 = rules.recipient(typed);
        if (rules.takesUnassigned() && !PhoneNumbers.isAssigned(e164)) {
            LOG.warn(
                    "{} is outside the number ranges of its country. It is used, because {} is warn.",
                    PhoneMask.mask(e164),
                    PhoneNumbers.Rules.UNASSIGNED_NUMBERS);
        }
        return e164;
    }

    public boolean hasChat() {
        return chatId != null;
    }

    /** Adds the recipient to a result, for the next step. */
    public OperationResult onto(OperationResult result) {
        return result.with(CardConstants.RECIPIENT, recipient);
    }
}
