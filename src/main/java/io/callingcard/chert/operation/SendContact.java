package io.callingcard.chert.operation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.card.CardFit;
import io.callingcard.card.CardPhone;
import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.card.VCards;
import io.callingcard.chert.ChertCardFormat;
import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.ContactSent;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Sends a contact card as a bubble that can be tapped and saved. */
public record SendContact(ChertConfiguration configuration) implements Operation {

    private static final String NAME = "send-contact";
    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        Payload payload = payload(CardBody.of(exchange));
        return client.json(request(address, payload), answer -> address.onto(result(answer, payload)));
    }

    WireRequest request(Address address, Payload payload) {
        return WireRequest.lasting(NAME, HttpMethod.POST, target(address), WireBody.json(json(address, payload)));
    }

    private String target(Address address) {
        return address.hasChat()
                ? ChertRequests.chats(address.chatId(), "/send-contact")
                : ChertRequests.API + configuration.getSendContactPath();
    }

    /**
     * What goes out.
     *
     * @param contact the card for the documented fields, or null when it travels as text
     * @param vcard   the card as text, or null
     * @param lost    the fields that do not travel
     */
    record Payload(ContactCard contact, String vcard, List<String> lost) {}

    Payload payload(CardBody body) {
        if (body instanceof CardBody.Text text && configuration.getCardFormat() != ChertCardFormat.CONTACT) {
            if (configuration.isStrictVcard()) {
                identifiable(text.card());
            }
            return vcard(text.vcard());
        }
        ContactCard card = withNumbers(identifiable(body.card()));
        List<String> lost = CardFit.CHERT_CONTACT.lost(card);
        return switch (configuration.getCardFormat()) {
            case VCARD -> vcard(VCards.write(card));
            case AUTO -> lost.isEmpty() ? new Payload(card, null, lost) : vcard(VCards.write(card));
            case CONTACT -> contact(card, lost);
        };
    }

    private Payload contact(ContactCard card, List<String> lost) {
        if (configuration.isStrict() && !lost.isEmpty()) {
            throw new InvalidValueException(
                    "contact",
                    "cannot travel whole in the documented fields, which lose " + String.join(", ", lost)
                            + "; use cardFormat=AUTO, or strict=false");
        }
        return new Payload(card, null, lost);
    }

    private Payload vcard(String text) {
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
                    "contact", "says of nobody; give a name, an organisation, a phone number or an e-mail address");
        }
        return card;
    }

    /** Chert wants E.164 on the card too. What is more than that, or less, stays as it is, and goes as a vCard. */
    private ContactCard withNumbers(ContactCard card) {
        if (!configuration.isValidatePhone() || card.phones().isEmpty()) {
            return card;
        }
        List<CardPhone> phones = new ArrayList<>(card.phones().size());
        for (CardPhone phone : card.phones()) {
            phones.add(new CardPhone(number(phone.value(), phones.size()), phone.label()));
        }
        return phones.equals(card.phones())
                ? card
                : card.toBuilder().phones(phones).build();
    }

    private String number(String typed, int index) {
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

    private static OperationResult result(JsonNode answer, Payload payload) {
        ContactSent sent = Json.read(answer, ContactSent.class);
        return OperationResult.of(sent)
                .with(ChertConstants.CHAT_ID, sent.chatId())
                .with(ChertConstants.LOST_FIELDS, payload.lost().isEmpty() ? null : payload.lost());
    }
}
