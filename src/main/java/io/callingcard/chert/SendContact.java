// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.card.VCards;
import io.callingcard.chert.model.Chat;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Sends a contact card, which the recipient can tap and save. */
final class SendContact implements Operation<ChertConfiguration> {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        Payload payload = payload(CardBody.of(exchange), call.options());
        // Chert itself chooses the line of a card to a number. A line that is none of ours is refused, as for a text:
        // otherwise the card of a mistyped line would go out without its text.
        Future<String> line = address.hasChat() ? Future.succeededFuture() : SendText.line(exchange, call);
        return line.compose(known -> call.client().json(request(address, payload, call), answer -> address.onto(
                        Json.read(answer, Chat.Change.class).result())
                .with(ChertConstants.LOST_FIELDS, payload.lost().isEmpty() ? null : payload.lost())));
    }

    @Override
    public Preview preview(Exchange exchange, ChertConfiguration options) {
        Payload payload = payload(CardBody.of(exchange), options);
        return new Preview(json(Address.of(exchange, options), payload), payload.lost());
    }

    static WireRequest request(Address address, Payload payload, Call<ChertConfiguration> call) {
        String target = address.hasChat()
                ? ChertRequests.chat(address.chatId(), "/send-contact")
                : ChertRequests.API + call.options().getSendContactPath();
        return call.request(HttpMethod.POST, target, WireBody.json(json(address, payload)));
    }

    /**
     * The card in the form that is sent.
     *
     * @param contact the card for the documented fields, or null if it is sent as a vCard
     * @param vcard   the vCard, or null
     * @param lost    the fields that are not sent
     */
    record Payload(ContactCard contact, String vcard, List<String> lost) {}

    static Payload payload(CardBody body, ChertConfiguration configuration) {
        if (body instanceof CardBody.Text text
                && configuration.getCardFormat() != ChertConfiguration.CardFormat.CONTACT) {
            if (configuration.isStrictVcard()) {
                identifiable(text.card());
            }
            return vcard(text.vcard(), configuration);
        }
        ContactCard card = withNumbers(identifiable(body.card()), configuration);
        List<String> lost = CardFit.CHERT_CONTACT.lost(card);
        return switch (configuration.getCardFormat()) {
            case VCARD -> vcard(VCards.write(card), configuration);
            case AUTO -> lost.isEmpty() ? new Payload(card, null, lost) : vcard(VCards.write(card), configuration);
            case CONTACT -> contact(card, lost, configuration);
        };
    }

    private static Payload contact(ContactCard card, List<String> lost, ChertConfiguration configuration) {
        if (configuration.isStrict() && !lost.isEmpty()) {
            throw new InvalidValueException(
                    "contact",
                    "would lose " + String.join(", ", lost)
                            + " in the documented fields. Set cardFormat=AUTO or strict=false");
        }
        return new Payload(card, null, lost);
    }

    private static Payload vcard(String text, ChertConfiguration configuration) {
        int limit = configuration.getMaxVcardBytes();
        int size = limit > 0 ? text.getBytes(StandardCharsets.UTF_8).length : 0;
        if (size > limit) {
            throw new InvalidValueException(
                    "vcard_text", "has " + size + " bytes; the option maxVcardBytes allows " + limit);
        }
        return new Payload(null, text, List.of());
    }

    private static ContactCard identifiable(ContactCard card) {
        if (!card.isIdentifiable()) {
            throw new InvalidValueException(
                    "contact", "is empty. Set a name, an organization, a phone number or an email address");
        }
        return card;
    }

    /**
     * Converts the numbers of the card to E.164, as Chert requires. A number with an extension is kept, and needs a
     * vCard.
     */
    private static ContactCard withNumbers(ContactCard card, ChertConfiguration configuration) {
        if (!configuration.isValidatePhone() || card.phones().isEmpty()) {
            return card;
        }
        List<CardEntry.Phone> phones = new ArrayList<>(card.phones().size());
        for (CardEntry.Phone phone : card.phones()) {
            phones.add(new CardEntry.Phone(number(phone.value(), phones.size(), configuration), phone.label()));
        }
        return phones.equals(card.phones())
                ? card
                : card.toBuilder().phones(phones).build();
    }

    private static String number(String typed, int index, ChertConfiguration configuration) {
        try {
            String number = PhoneNumbers.contactNumber(typed, configuration.getDefaultRegion());
            boolean more = !number.equals(typed) && PhoneNumbers.hasExtension(typed, configuration.getDefaultRegion());
            return more ? typed : number;
        } catch (InvalidPhoneException e) {
            throw e.at("contact.phones[" + index + "].value");
        }
    }

    private static byte[] json(Address address, Payload payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            if (!address.hasChat()) {
                json.writeStringField("to", address.recipient());
            }
            if (payload.contact() != null) {
                json.writeFieldName("contact");
                ContactJson.writeDocumented(payload.contact(), json);
            } else {
                json.writeStringField("vcard_text", payload.vcard());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
