package io.callingcard.wa.operation;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sends a contact card that can be tapped and saved; of several cards each as a message of its own. */
public record SendContact(WaConfiguration configuration) implements Operation {

    static final String NAME = "send-contact";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        List<ContactMessage> contacts = contacts(CardBody.all(exchange));
        if (contacts.size() > 1 || configuration.getClaimRepository() != null) {
            return new ContactBatch(this, exchange, chat, contacts, client).send();
        }
        return send(exchange, chat, contacts.get(0), client);
    }

    /** All are looked at before the first one leaves. */
    private List<ContactMessage> contacts(List<ContactCard> cards) {
        if (cards.size() == 1) {
            return List.of(ContactMessage.of(cards.get(0), "contact", configuration));
        }
        List<ContactMessage> contacts = new ArrayList<>();
        for (ContactCard card : cards) {
            contacts.add(ContactMessage.of(card, "body[" + contacts.size() + "]", configuration));
        }
        return contacts;
    }

    @Override
    public List<String> words(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof InputStream || body instanceof StreamCache) {
            return List.of();
        }
        List<ContactMessage> contacts = contacts(CardBody.all(exchange));
        return contacts.size() == 1 ? contacts.get(0).rows() : List.of();
    }

    Future<OperationResult> send(Exchange exchange, Jid chat, ContactMessage contact, ProviderClient client) {
        Delivery delivery = new Delivery(NAME, configuration);
        byte[] body = contact.json(chat, delivery.isForwarded(exchange), delivery.duration(exchange));
        Future<OperationResult> sent =
                delivery.send(chat, WaRequests.send(NAME, "/send/contact", body), contact::isRow, client);
        return contact.lost().isEmpty()
                ? sent
                : sent.map(result -> result.with(WaConstants.LOST_FIELDS, contact.lost()));
    }
}
