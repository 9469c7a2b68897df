// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.card.CardConverters;
import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.wire.Json;

/**
 * Shows what arrives of a campaign on each kind of phone. It asks the components to write their requests, with the options
 * that the lines have, and reads them back. So it says the same as the line does.
 */
record CardPreview(CamelContext camel) {

    private static final String PERSON = "+14155550100";
    private static final String NAME = "Ada";

    /** Returns a preview for each provider. */
    ArrayNode of(JsonNode definition) {
        ArrayNode previews = Json.object().arrayNode();
        for (Provider provider : Provider.values()) {
            previews.add(of(provider.scheme(), definition));
        }
        return previews;
    }

    private ObjectNode of(String scheme, JsonNode definition) {
        ObjectNode preview = Json.object().put("provider", scheme);
        ArrayNode messages = preview.putArray("messages");
        ArrayNode lost = preview.putArray("lost");
        String card = definition.path("card").asText("send");
        try {
            addText(scheme, definition.path("text"), messages);
            if (card.equals("share") && scheme.equals(Provider.WA.scheme())) {
                preview.put("problem", "card: is share, but WhatsApp cannot share cards. Set card to send.");
            } else if (card.equals("share")) {
                messages.addObject().put("share", true);
            } else if (card.equals("send") && definition.has("contact")) {
                Preview written = preview(
                        scheme + ":send-contact", definition.get("contact").asText());
                messages.addObject().set("card", card(Json.read(written.json()).orElseThrow()));
                written.lost().forEach(lost::add);
            } else if (card.equals("send")) {
                messages.addObject().put("card_of_lead", true);
            }
            addText(scheme, definition.path("followUp"), messages);
        } catch (IllegalArgumentException e) {
            preview.put("problem", e.getMessage());
        }
        return preview;
    }

    private void addText(String scheme, JsonNode text, ArrayNode messages) {
        if (text.isTextual()) {
            String filledIn = text.asText().replace("{name}", NAME);
            JsonNode written =
                    Json.read(preview(scheme + ":send-text", filledIn).json()).orElseThrow();
            messages.addObject()
                    .put(
                            "text",
                            Stream.of("/body", "/parts/0/value", "/message")
                                    .map(place -> written.at(place).asText(""))
                                    .filter(value -> !value.isEmpty())
                                    .findFirst()
                                    .orElse(""));
        }
    }

    private Preview preview(String uri, Object body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, PERSON);
        exchange.getMessage().setBody(body);
        return camel.getEndpoint(uri, ProviderEndpoint.class).preview(exchange);
    }

    /** Reads the card of a request: a contact, a vCard, or the name and number of the WhatsApp gateway. */
    private static ObjectNode card(JsonNode request) {
        ContactCard card;
        if (request.has("contact")) {
            card = ContactJson.read(request.get("contact"));
        } else if (request.has("vcard_text")) {
            card = CardConverters.toContactCard(request.get("vcard_text").asText());
        } else {
            card = ContactCard.builder()
                    .fullName(request.path("contact_name").asText())
                    .phone("+" + request.path("contact_phone").asText(), null)
                    .build();
        }
        ObjectNode shown = Json.object().put("name", card.displayName());
        List<String> phones = card.phones().stream().map(phone -> phone.value()).toList();
        Json.put(shown, "phone", phones.isEmpty() ? null : phones.get(0));
        shown.set("contact", ContactJson.write(card));
        return shown;
    }
}
