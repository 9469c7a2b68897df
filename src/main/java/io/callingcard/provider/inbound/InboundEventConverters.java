package io.callingcard.provider.inbound;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Converter;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.wire.Json;

/** What the body of a received event can be turned into. */
@Converter(generateLoader = true)
final class InboundEventConverters {

    private InboundEventConverters() {}

    /** The text; none for a file or a receipt. */
    @Converter
    static String toString(InboundEvent event) {
        return event.text() == null ? "" : event.text();
    }

    /** The card that was sent, or null. */
    @Converter(allowNull = true)
    static ContactCard toContactCard(InboundEvent event) {
        return event.cards().isEmpty() ? null : event.cards().get(0);
    }

    @Converter
    static Map<String, Object> toMap(InboundEvent event) {
        return event.asMap();
    }

    @Converter
    static JsonNode toJsonNode(InboundEvent event) {
        return Json.tree(event.asMap());
    }

    /** The event as JSON text. */
    @Converter
    static byte[] toBytes(InboundEvent event) {
        return Json.write(event);
    }

    /** The event as JSON text. */
    @Converter
    static InputStream toInputStream(InboundEvent event) {
        return new ByteArrayInputStream(toBytes(event));
    }
}
