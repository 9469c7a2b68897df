package io.callingcard.wa;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/**
 * An address at WhatsApp, exactly as the gateway needs it. What is written without a server the gateway takes for a
 * person or a group by its length alone, so it is never left to that.
 *
 * @param user   digits with the country code; or the id of a group, of a channel, of a person who hides the number
 * @param server what the user is
 */
public record Jid(String user, String server) {

    private static final String PERSON = "s.whatsapp.net";
    private static final String OLD_PERSON = "c.us";

    /** What the servers' users look like. */
    private static final Map<String, Pattern> SERVERS = Map.of(
            "g.us", Pattern.compile("\\d{5,30}(?:-\\d{5,20})?"),
            "lid", Pattern.compile("\\d{5,30}"),
            "newsletter", Pattern.compile("\\d{5,30}"),
            "broadcast", Pattern.compile("status"));

    private static final CallParameter CHAT = new CallParameter("chatId", WaConstants.CHAT_ID);
    private static final CallParameter TO = new CallParameter("to", WaConstants.RECIPIENT);

    /**
     * The address in what a person types, or in what the gateway has told.
     *
     * @param field where it stands, for errors
     */
    public static Jid of(String typed, String field, WaConfiguration configuration) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return new Jid(Digits.recipient(text, field, configuration), PERSON);
        }
        String user = text.substring(0, at);
        String server = text.substring(at + 1).toLowerCase(Locale.ROOT);
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
            throw new InvalidValueException(field, "is no JID of @" + server + "; give it as the gateway tells it");
        }
        return new Jid(user, server);
    }

    /**
     * Where a call goes. At WhatsApp a chat is named after who is in it, so a recipient and a chat that say the same are
     * one address.
     */
    public static Jid addressed(Exchange exchange, WaConfiguration configuration) {
        String chatId = CHAT.text(exchange, configuration.getChatId());
        String typed = TO.text(exchange, configuration.getTo());
        if (chatId == null && typed == null) {
            throw new InvalidValueException(
                    "to",
                    "is missing, and chatId too; set the header " + WaConstants.RECIPIENT + " or " + WaConstants.CHAT_ID
                            + ", or the option to or chatId");
        }
        Jid chat = chatId == null ? null : of(chatId, CHAT.name(), configuration);
        if (typed == null || chat != null && (configuration.isPreferChatId() || Address.isSameChat(typed, exchange))) {
            return chat;
        }
        Jid recipient = of(typed, TO.name(), configuration);
        if (chat == null || chat.equals(recipient)) {
            return recipient;
        }
        throw new InvalidValueException(
                "to",
                "and chatId name two different chats; give one of the two, or set preferChatId=true (headers "
                        + WaConstants.RECIPIENT + " and " + WaConstants.CHAT_ID + ")");
    }

    public boolean isPerson() {
        return server.equals(PERSON);
    }

    public boolean isGroup() {
        return server.equals("g.us");
    }

    public String value() {
        return user + "@" + server;
    }

    /** The result with the address as the next step can use it, whichever provider that speaks to. */
    public OperationResult onto(OperationResult result) {
        return result.with(WaConstants.CHAT_ID, value()).with(WaConstants.RECIPIENT, isPerson() ? "+" + user : null);
    }

    /** Persons are named after their numbers. */
    @Override
    public String toString() {
        return PhoneMask.mask(user) + "@" + server;
    }
}
