// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;
import java.util.Map;

import org.apache.camel.Message;

/** Reads contact cards in any form. Routes without Java use it as a bean. */
public class CardReader {

    /** The headers that list the fields each provider would lose. */
    private static final Map<String, CardFit> CARRIERS = Map.of(
            "CamelCardLostAtChert", CardFit.CHERT_VCARD,
            "CamelCardLostAtLinq", CardFit.LINQ_VCF,
            "CamelCardLostAtWa", CardFit.WHATSAPP);

    /** Returns the card as a JSON-like map, and sets headers that list the fields each provider would lose. */
    public Map<String, Object> read(Message message) {
        ContactCard card = message.getBody(ContactCard.class);
        if (card == null) {
            throw new InvalidCardException("body", "is not a contact card", "Send JSON, a map or a vCard");
        }
        CARRIERS.forEach((header, carrier) -> {
            List<String> lost = carrier.lost(card);
            message.setHeader(header, String.join(",", lost));
        });
        return ContactJson.toMap(card);
    }
}
