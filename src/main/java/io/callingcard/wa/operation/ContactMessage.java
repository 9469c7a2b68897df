package io.callingcard.wa.operation;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.CardFit;
import io.callingcard.card.CardPhone;
import io.callingcard.card.ContactCard;
import io.callingcard.provider.InvalidValueException;
import io.callingcard.wa.Digits;
import io.callingcard.wa.WaConfiguration;

/**
 * One contact card as the gateway carries it: a name and a number.
 *
 * @param lost the fields that do not travel
 */
record ContactMessage(String name, String number, List<String> lost) {

    private static final String MARK = "\uD83D\uDC64 ";

    /**
     * What of a card travels.
     *
     * @param field where the card stands, for errors
     */
    static ContactMessage of(ContactCard card, String field, WaConfiguration configuration) {
        if (card.phones().isEmpty()) {
            throw new InvalidValueException(
                    field + ".phones", "is missing; a contact card on WhatsApp needs a name and a number");
        }
        String typed = card.phones().get(0).value();
        String path = field + ".phones[0].value";
        String number = Digits.contact(typed, path, configuration);
        List<CardPhone> phones = new ArrayList<>(card.phones());
        phones.set(0, new CardPhone(number, phones.get(0).label()));
        ContactCard readable = card.toBuilder().phones(phones).build();
        List<String> lost = CardFit.WHATSAPP.lost(readable);
        if (configuration.isStrict() && !lost.isEmpty()) {
            throw new InvalidValueException(
                    field,
                    "cannot travel whole over WhatsApp, which loses " + String.join(", ", lost)
                            + "; set strict=false to send what fits");
        }
        return new ContactMessage(name(card.displayName(), field, configuration), number, lost);
    }

    /** The gateway writes the name into the card as it is: a line break would add lines to it, a semicolon parts. */
    private static String name(String given, String field, WaConfiguration configuration) {
        String name = given.strip();
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(
                    field + ".full_name", "has a line break or another control character; write it on one line");
        }
        if (name.indexOf(';') < 0) {
            return name;
        }
        if (configuration.getNameSemicolon().equals("replace")) {
            return name.replace(';', ',');
        }
        throw new InvalidValueException(
                field + ".full_name", "has a semicolon; take it out, or set nameSemicolon=replace for a comma");
    }

    ObjectNode putInto(ObjectNode body) {
        return body.put("contact_name", name).put("contact_phone", number);
    }

    /** Whether a row of the gateway's history is this card. Older gateways wrote the name alone. */
    boolean isRow(String content) {
        return content.equals(MARK + name + " (+" + number + ")") || content.equals(MARK + name);
    }

    /** Names and numbers are people's. */
    @Override
    public String toString() {
        return "ContactMessage[lost " + lost + "]";
    }
}
