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
public final class InboundEventConverters {

    private InboundEventConverters() {}

    /** What was written; nothing was, when a file or a receipt comes. */
    @Converter
    public static String toString(InboundEvent event) {
        return event.text() == null ? "" : event.text();
    }

    /** The card that was sent, or null. */
    @Converter(allowNull = true)
    public static ContactCard toContactCard(InboundEvent event) {
        return event.cards().isEmpty() ? null : event.cards().get(0);
    }

    @Converter
    public static Map<String, Object> toMap(InboundEvent event) {
        return event.asMap();
    }

    @Converter
    public static JsonNode toJsonNode(InboundEvent event) {
        return Json.tree(event.asMap());
    }

    /** The event as JSON text. */
    @Converter
    public static byte[] toBytes(InboundEvent event) {
        return Json.write(event);
    }

    /** The event as JSON text. */
    @Converter
    public static InputStream toInputStream(InboundEvent event) {
        return new ByteArrayInputStream(toBytes(event));
    }
}
