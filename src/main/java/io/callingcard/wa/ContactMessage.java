// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.card.CardEntry;
import io.callingcard.card.CardFit;
import io.callingcard.card.ContactCard;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * One contact card as the gateway carries it: a name and a number.
 *
 * @param lost      the fields that are not sent
 * @param forwarded whether it is marked as forwarded; null if headers and options decide
 * @param duration  after how many seconds it disappears; null if headers and options decide
 */
record ContactMessage(String name, String number, List<String> lost, Boolean forwarded, Integer duration) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FIRST_NUMBER = "phones[0]";
    private static final String MARK = "\uD83D\uDC64 ";

    /**
     * The card as WhatsApp carries it.
     *
     * @param field the place of the card, for errors
     */
    static ContactMessage of(ContactCard card, String field, WaConfiguration configuration) {
        if (card.phones().isEmpty()) {
            throw new InvalidValueException(
                    field + ".phones", "is missing; a contact card on WhatsApp needs a name and a number");
        }
        String typed = card.phones().get(0).value();
        String path = field + ".phones[0].value";
        String number = Digits.contact(typed, path, configuration);
        List<String> lost = CardFit.WHATSAPP.lost(card);
        if (lost.contains(FIRST_NUMBER)) {
            lost = CardFit.WHATSAPP.lost(withNumber(card, number));
        }
        if (configuration.isStrict() && !lost.isEmpty()) {
            throw new InvalidValueException(
                    field, "would lose " + String.join(", ", lost) + " on WhatsApp; set strict=false to send the rest");
        }
        return new ContactMessage(
                name(card.displayName(), field + ".full_name", configuration), number, lost, null, null);
    }

    /** The name and number in the gateway's own JSON. */
    static ContactMessage of(String name, String phone, WaConfiguration configuration) {
        String number = Digits.contact(phone, "contact_phone", configuration);
        return new ContactMessage(name(name, "contact_name", configuration), number, List.of(), null, null);
    }

    /** Sets marks that take precedence over headers and options. */
    ContactMessage marked(Boolean isForwarded, Integer seconds) {
        return new ContactMessage(name, number, lost, isForwarded, seconds);
    }

    /** The card with its first number as it was parsed: as it was typed it might not count as a number. */
    private static ContactCard withNumber(ContactCard card, String number) {
        List<CardEntry.Phone> phones = new ArrayList<>(card.phones());
        phones.set(0, new CardEntry.Phone(number, phones.get(0).label()));
        return card.toBuilder().phones(phones).build();
    }

    /** The gateway copies the name into the card: a line break would add lines, a semicolon would add parts. */
    private static String name(String given, String field, WaConfiguration configuration) {
        String name = given.strip();
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new InvalidValueException(
                        field, "has a line break or another control character; write it on one line");
            }
        }
        if (name.indexOf(';') < 0) {
            return name;
        }
        if (configuration.getNameSemicolon().equals("replace")) {
            return name.replace(';', ',');
        }
        throw new InvalidValueException(
                field, "has a semicolon; remove it, or set nameSemicolon=replace to send a comma");
    }

    /** Sends the card to a chat. */
    Future<OperationResult> send(Exchange exchange, Jid chat, Call<WaConfiguration> call) {
        byte[] body = json(exchange, chat, call.options());
        WireRequest request = call.request(HttpMethod.POST, "/send/contact", WireBody.json(body));
        return new MessageDelivery(call)
                .send(chat, request, this::isRow)
                .map(result -> result.with(WaConstants.LOST_FIELDS, lost.isEmpty() ? null : lost));
    }

    /** Returns what {@link #send} would send. */
    Preview preview(Exchange exchange, Jid chat, WaConfiguration options) {
        return new Preview(json(exchange, chat, options), lost);
    }

    private byte[] json(Exchange exchange, Jid chat, WaConfiguration options) {
        return json(
                chat,
                forwarded == null ? WaParameters.isForwarded(exchange, options) : forwarded,
                duration == null ? WaParameters.duration(exchange, options) : duration);
    }

    /** The body of the request. It is written by hand because this is the hot path. */
    private byte[] json(Jid chat, boolean isForwarded, Integer seconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("phone", chat.value());
            json.writeStringField("contact_name", name);
            json.writeStringField("contact_phone", number);
            if (isForwarded) {
                json.writeBooleanField("is_forwarded", true);
            }
            if (seconds != null) {
                json.writeNumberField("duration", seconds);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** How the gateway's history may show this card. Older gateways wrote the name only. */
    List<String> rows() {
        return List.of(MARK + name + " (+" + number + ")", MARK + name);
    }

    /** Whether a row of the gateway's history is this card. */
    boolean isRow(String content) {
        return rows().contains(content);
    }

    /** Shows neither name nor number. */
    @Override
    public String toString() {
        return "ContactMessage[lost " + lost + "]";
    }
}
