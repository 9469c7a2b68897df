// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Future;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;

/**
 * Sends a contact card that can be tapped and saved. Several cards are sent as one message each. A card may also be in the
 * gateway's own JSON.
 */
final class SendContact implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Optional<GatewayContact> own = GatewayContact.in(exchange);
        Jid chat = own.isPresent() ? own.get().chat(exchange, call.options()) : Jid.addressed(exchange, call.options());
        List<ContactMessage> contacts = contacts(own, exchange, call.options());
        if (contacts.size() > 1 || call.options().getClaimRepository() != null) {
            return new ContactBatch(exchange, chat, contacts, call).send();
        }
        return contacts.get(0).send(exchange, chat, call);
    }

    /** Of several cards the first. */
    @Override
    public Preview preview(Exchange exchange, WaConfiguration options) {
        Optional<GatewayContact> own = GatewayContact.in(exchange);
        Jid chat = own.isPresent() ? own.get().chat(exchange, options) : Jid.addressed(exchange, options);
        return contacts(own, exchange, options).get(0).preview(exchange, chat, options);
    }

    private static List<ContactMessage> contacts(
            Optional<GatewayContact> own, Exchange exchange, WaConfiguration options) {
        return own.map(contact -> List.of(contact.message(options)))
                .orElseGet(() -> contacts(CardBody.all(exchange), options));
    }

    /** All cards are validated before the first one is sent. */
    private static List<ContactMessage> contacts(List<ContactCard> cards, WaConfiguration options) {
        if (cards.size() == 1) {
            return List.of(ContactMessage.of(cards.get(0), "contact", options));
        }
        List<ContactMessage> contacts = new ArrayList<>();
        for (ContactCard card : cards) {
            contacts.add(ContactMessage.of(card, "body[" + contacts.size() + "]", options));
        }
        return contacts;
    }

    @Override
    public List<String> texts(Exchange exchange, WaConfiguration options) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof InputStream || body instanceof StreamCache) {
            return List.of();
        }
        List<ContactMessage> contacts = contacts(GatewayContact.in(exchange), exchange, options);
        return contacts.size() == 1 ? contacts.get(0).rows() : List.of();
    }
}
