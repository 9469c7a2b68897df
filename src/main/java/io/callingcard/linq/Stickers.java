// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** The stickers that {@code react} puts onto a message: an emoji, an uploaded image, or the address of one. */
final class Stickers {

    private Stickers() {}

    /** Writes what the sticker shows and where it sits. Other reactions have neither. */
    static void write(Exchange exchange, LinqConfiguration options, ObjectNode body) {
        if (!LinqParameters.reaction(exchange, options).equals(LinqParameters.STICKER)) {
            return;
        }
        Json.put(body, "emoji", LinqParameters.CUSTOM_EMOJI.text(exchange, options));
        Json.put(body, "attachment_id", LinqParameters.ATTACHMENT_ID.text(exchange, options));
        String url = LinqParameters.MEDIA_URL.text(exchange, options);
        Json.put(body, "url", url == null ? null : MessageParts.https(LinqParameters.MEDIA_URL.name(), url));
        if (Stream.of("emoji", "attachment_id", "url").filter(body::has).count() != 1) {
            throw new InvalidValueException(
                    "sticker",
                    "needs one of the headers " + LinqConstants.CUSTOM_EMOJI + ", " + LinqConstants.ATTACHMENT_ID
                            + " and " + LinqConstants.MEDIA_URL);
        }
        Object placement = exchange.getMessage().getHeader(LinqConstants.STICKER_PLACEMENT);
        if (placement != null) {
            body.set("placement", placement(placement));
        }
    }

    private static JsonNode placement(Object given) {
        JsonNode placement = given instanceof String text
                ? Json.read(text.getBytes(StandardCharsets.UTF_8)).orElse(null)
                : Json.tree(given);
        if (placement == null || !placement.isObject()) {
            throw new InvalidValueException(
                    LinqConstants.STICKER_PLACEMENT, "must be a map or JSON with x, y, scale and rotation");
        }
        return placement;
    }
}
