package io.callingcard.card;

import java.util.List;
import java.util.Map;

import org.apache.camel.Message;

/** Reads contact cards of any form, as a step of a route that has no Java. */
public class CardReader {

    /** Which provider loses which fields, as a header says it. */
    private static final Map<String, CardFit> CARRIERS = Map.of(
            "CamelCardLostAtChert", CardFit.CHERT_VCARD,
            "CamelCardLostAtLinq", CardFit.LINQ_VCF,
            "CamelCardLostAtWa", CardFit.WHATSAPP);

    /** The card in the documented shape; headers tell what each provider would lose of it. */
    public Map<String, Object> read(Message message) {
        ContactCard card = message.getBody(ContactCard.class);
        if (card == null) {
            throw new InvalidCardException("body", "is no contact card", "give it JSON, a map or a vCard");
        }
        CARRIERS.forEach((header, carrier) -> {
            List<String> lost = carrier.lost(card);
            message.setHeader(header, String.join(",", lost));
        });
        return ContactJson.toMap(card);
    }
}
