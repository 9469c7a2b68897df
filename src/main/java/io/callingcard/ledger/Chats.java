package io.callingcard.ledger;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Between the rows of the ledger and the headers by which components know a chat. */
final class Chats {

    private static final CallParameter<LedgerConfiguration> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", LedgerConfiguration::getPerson);

    private Chats() {}

    /** Addresses a message to a chat: by the provider's id where it has one, else by the number. */
    static void address(Message message, String provider, String line, String person, String chatId) {
        message.setHeader(CardConstants.PROVIDER, provider);
        if (line != null) {
            message.setHeader(CardConstants.FROM, line);
        }
        if (chatId != null) {
            message.setHeader(CardConstants.CHAT_ID, chatId);
        } else if (person != null && !People.isHidden(person)) {
            message.setHeader(CardConstants.RECIPIENT, person);
        }
    }

    /** The person that an exchange or an endpoint names, in the one way to write it. */
    static String person(Exchange exchange, LedgerEndpoint endpoint, Store store) {
        return store.people.address(PERSON.required(exchange, endpoint.getConfiguration()));
    }
}
