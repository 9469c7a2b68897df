// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.ChatNames;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.ReceivedEvents;

/** Runs read-event and observe: learns from events. */
final class EventOperations {

    /** Begins the keys of events that another node received; the node that received them has keys of its own. */
    private static final String HANDED_OVER = "handed-over:";

    private EventOperations() {}

    /**
     * Reads an event that another node handed over as JSON, and sets the body and headers of a received event. Ends the
     * exchange if the event was processed before. The event counts as processed when the exchange succeeds.
     */
    static void read(Exchange exchange, CampaignConfiguration configuration) {
        InboundEvent event = ReceivedEvents.read(exchange.getMessage().getBody(byte[].class));
        ReceivedEvents.fill(exchange, event);
        ReceivedEvents.key(exchange, event);
        ChatLedger ledger = ChatLedger.of(configuration.getLedger(), exchange.getContext());
        String key = HANDED_OVER + event.provider() + ":" + event.id();
        if (ledger.contains(key)) {
            exchange.setRouteStop(true);
        } else {
            exchange.getExchangeExtension().addOnCompletion(new Processed(ledger, key));
        }
    }

    /** Remembers an event after its route, so that a crash loses none. A dead letter is not remembered: it can be read again. */
    private static final class Processed extends SynchronizationAdapter {

        private final ChatLedger ledger;
        private final String key;

        private Processed(ChatLedger ledger, String key) {
            this.ledger = ledger;
            this.key = key;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (!ExchangeHelper.isFailureHandled(exchange) && !exchange.isRollbackOnly()) {
                ledger.add(key);
                ledger.confirm(key);
            }
        }
    }

    /**
     * Learns from an event which person is in which chat, and that we wrote by hand or with another program. Ends the
     * offers to a person who sends a card, or who answers or reacts after a share, and the follow-up to a person who
     * answers.
     */
    static void observe(Exchange exchange, CampaignConfiguration configuration) throws InvalidPayloadException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Message message = exchange.getMessage();
        InboundEvent event = message.getMandatoryBody(InboundEvent.class);
        message.removeHeader(CampaignConstants.FILES);
        if (event.fromMe() && event.type() != EventType.MESSAGE_SENT) {
            return;
        }
        if (event.chat() == null) {
            observeLine(store, event);
            return;
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        List<String> unknown = unknownFiles(event);
        boolean mayBeCard = store.database.write(connection -> {
            String chat = store.ledger.findOrCreateChat(connection, names);
            if (event.fromMe()) {
                store.ledger.wrote(connection, chat);
                return false;
            }
            observe(connection, event, chat, store.clock.millis());
            return !unknown.isEmpty() && ShareTable.isOffered(connection, chat);
        });
        if (mayBeCard) {
            message.setHeader(CampaignConstants.FILES, unknown);
        }
    }

    /** Linq reports the name and photo that a person shares for the line, and names no chat. */
    private static void observeLine(CampaignStore store, InboundEvent event) {
        if (event.type() != EventType.CARD_RECEIVED || event.sender() == null) {
            return;
        }
        String person = store.people.stored(store.people.address(event.sender()));
        String line = event.line() == null ? null : store.people.address(event.line());
        store.database.write(connection -> {
            ShareTable.endOfPerson(
                    connection, event.provider(), line, person, ShareEnd.SENT_A_CARD, store.clock.millis());
            return null;
        });
    }

    private static void observe(Connection connection, InboundEvent event, String chat, long now) throws SQLException {
        if (event.type() == EventType.CARD_RECEIVED
                || !event.cards().isEmpty()
                || event.media().stream().anyMatch(EventOperations::isCard)) {
            ShareTable.end(connection, chat, ShareEnd.SENT_A_CARD.words(), now);
            return;
        }
        if (event.type() != EventType.MESSAGE_RECEIVED && event.type() != EventType.REACTION_ADDED) {
            return;
        }
        // A share has no message id at the providers, so any message after it counts as the answer.
        if (ShareTable.wasShared(connection, chat)) {
            ShareTable.end(connection, chat, ShareEnd.ANSWERED.words(), now);
        } else {
            ShareTable.endFollowUps(connection, chat, ShareEnd.ANSWERED, now);
        }
    }

    private static boolean isCard(InboundEvent.Media file) {
        return file.contentType() != null
                        && InputLimit.lowerCase(file.contentType()).contains("vcard")
                || file.fileName() != null
                        && InputLimit.lowerCase(file.fileName()).endsWith(".vcf");
    }

    /** Returns the ids of the files whose kind the provider does not tell. */
    private static List<String> unknownFiles(InboundEvent event) {
        return event.type() != EventType.MESSAGE_RECEIVED
                ? List.of()
                : event.media().stream()
                        .filter(file -> file.contentType() == null && file.fileName() == null)
                        .map(InboundEvent.Media::id)
                        .filter(Objects::nonNull)
                        .toList();
    }
}
