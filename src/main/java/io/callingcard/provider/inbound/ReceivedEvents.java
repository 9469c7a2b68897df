// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.card.CardConverters;
import io.callingcard.card.ContactCard;
import io.callingcard.card.InvalidCardException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.Json;

import static io.callingcard.provider.wire.Json.text;

/** Fills exchanges with events: those that this node received, and those that another node handed over as JSON. */
public final class ReceivedEvents {

    private ReceivedEvents() {}

    /**
     * Reads an event that another node received and verified, from the JSON of {@link InboundEvent#asMap}.
     *
     * @throws Webhooks.UnreadableEventException if the JSON is not such an event
     */
    public static InboundEvent read(byte[] json) {
        if (json == null) {
            throw new Webhooks.UnreadableEventException("the body is empty");
        }
        JsonNode event = Webhooks.parse(json);
        Instant receivedAt = Json.instant(required(event, "received_at"));
        if (receivedAt == null) {
            throw new Webhooks.UnreadableEventException("received_at: is not a time");
        }
        return new InboundEvent.Builder(required(event, "provider"), event.path("raw"), receivedAt)
                .type(EventType.known(required(event, "type")), text(event, "provider_type"))
                .id(required(event, "id"))
                .chat(text(event, "chat"), event.path("group").asBoolean())
                .sender(
                        text(event, "sender"),
                        text(event, "sender_name"),
                        event.path("from_me").asBoolean())
                .participants(Json.texts(event.path("participants")))
                .line(text(event, "line"))
                .text(text(event, "text"))
                .cards(cards(event.path("cards")))
                .media(media(event.path("media")))
                .messages(Json.texts(event.path("message_ids")))
                .replyTo(text(event, "reply_to"))
                .reaction(text(event, "reaction"))
                .occurredAt(Json.instant(text(event, "occurred_at")))
                .build();
    }

    private static String required(JsonNode event, String field) {
        String value = text(event, field);
        if (value == null) {
            throw new Webhooks.UnreadableEventException(field + ": is missing");
        }
        return value;
    }

    private static List<ContactCard> cards(JsonNode list) {
        List<ContactCard> cards = new ArrayList<>();
        try {
            list.forEach(card -> cards.add(CardConverters.toContactCard(card)));
        } catch (InvalidCardException e) {
            throw new Webhooks.UnreadableEventException("cards: " + e.getMessage());
        }
        return cards;
    }

    private static List<InboundEvent.Media> media(JsonNode list) {
        List<InboundEvent.Media> media = new ArrayList<>();
        list.forEach(file -> media.add(new InboundEvent.Media(
                text(file, "id"),
                text(file, "url"),
                text(file, "content_type"),
                text(file, "file_name"),
                Json.number(file.path("size")))));
        return media;
    }

    /** Sets the body and the headers of the event, including those that an answer in the next step reads. */
    public static void fill(Exchange exchange, InboundEvent event) {
        Message message = exchange.getMessage();
        message.setBody(event);
        set(message, CardConstants.CHAT_ID, event.chat());
        set(message, CardConstants.MESSAGE_ID, event.messageId());
        set(message, CardConstants.REACTION, event.reaction());
        set(message, CardConstants.PROVIDER, event.provider());
        set(message, CardConstants.EVENT_TYPE, event.type().word());
        set(message, CardConstants.PROVIDER_EVENT_TYPE, event.providerType());
        set(message, CardConstants.EVENT_ID, event.id());
        set(message, CardConstants.SENDER, event.sender());
        set(message, CardConstants.SENDER_NAME, event.senderName());
        set(message, CardConstants.LINE, event.line());
        set(message, CardConstants.IN_REPLY_TO, event.replyTo());
        message.setHeader(CardConstants.GROUP, event.group());
        message.setHeader(CardConstants.FROM_ME, event.fromMe());
        if (event.occurredAt() != null) {
            set(message, Exchange.MESSAGE_TIMESTAMP, event.occurredAt().toEpochMilli());
        }
        boolean direct = !event.group() && !event.fromMe();
        if (direct && event.sender() != null && event.sender().startsWith("+")) {
            set(message, CardConstants.RECIPIENT, event.sender());
            exchange.setProperty(CardConstants.CHAT_OF, event.sender());
        }
    }

    /** Lets the idempotency keys of the route derive from the event: routed again after a crash, it sends nothing twice. */
    public static void key(Exchange exchange, InboundEvent event) {
        exchange.setProperty(CardConstants.EVENT_ID, event.provider() + ":" + event.id());
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
