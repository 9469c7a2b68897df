// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Converter;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.wire.Json;

/** Converts received events to text, cards, maps, JSON, bytes and streams. */
@Converter(generateLoader = true)
final class InboundEventConverters {

    private InboundEventConverters() {}

    /** Returns the text of the message; empty if the event has none. */
    @Converter
    static String toString(InboundEvent event) {
        return event.text() == null ? "" : event.text();
    }

    /** Returns the first card of the message, or null. */
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

    @Converter
    static byte[] toBytes(InboundEvent event) {
        return Json.write(event);
    }

    @Converter
    static InputStream toInputStream(InboundEvent event) {
        return new ByteArrayInputStream(toBytes(event));
    }
}
