// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** The parts of a message: one text of a text body, or the parts in the body. */
final class MessageParts {

    private static final int MOST = 100;
    private static final int MOST_BY_URL = 40;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LINK = 2_048;

    private MessageParts() {}

    static ArrayNode of(Exchange exchange) {
        return MessageBody.parts(exchange)
                .map(MessageParts::checked)
                .orElseGet(() -> array(text("body", MessageBody.text(exchange))));
    }

    static ArrayNode array(JsonNode... parts) {
        return Json.object().arrayNode().addAll(List.of(parts));
    }

    static ObjectNode text(String field, String value) {
        if (value.length() > LONGEST_TEXT) {
            throw new InvalidValueException(
                    field, "has " + value.length() + " characters; the maximum is " + LONGEST_TEXT);
        }
        return Json.object().put("type", "text").put("value", value);
    }

    /** The body as a link. */
    static ArrayNode link(Exchange exchange) {
        return array(link("body", MessageBody.text(exchange).strip()));
    }

    private static ObjectNode link(String field, String url) {
        if (url == null || url.length() > LONGEST_LINK || !url.matches("(?i)https?://\\S+")) {
            throw new InvalidValueException(
                    field, "must be an http or https address of at most " + LONGEST_LINK + " characters");
        }
        return Json.object().put("type", "link").put("value", url);
    }

    static ObjectNode attachment(String attachmentId) {
        return Json.object().put("type", "media").put("attachment_id", attachmentId);
    }

    static ObjectNode file(String field, String url) {
        return Json.object().put("type", "media").put("url", https(field, url));
    }

    /** The provider fetches files over https only. */
    static String https(String field, String url) {
        if (!url.startsWith("https://")) {
            throw new InvalidValueException(field, "must be an https address");
        }
        return url;
    }

    private static ArrayNode checked(ArrayNode parts) {
        if (parts.isEmpty() || parts.size() > MOST) {
            throw new InvalidValueException("body", "must hold 1 to " + MOST + " parts, but holds " + parts.size());
        }
        String before = "";
        int byUrl = 0;
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            String field = "body[" + i + "]";
            String type = part.path("type").asText();
            check(field, type, part, parts.size());
            if (type.equals("text") && before.equals("text")) {
                throw new InvalidValueException(field, "follows another text; join the two");
            }
            byUrl += part.has("url") ? 1 : 0;
            before = type;
        }
        if (byUrl > MOST_BY_URL) {
            throw new InvalidValueException("body", "names " + byUrl + " files by url; the maximum is " + MOST_BY_URL);
        }
        return parts;
    }

    private static void checkText(String field, JsonNode part) {
        if (part.has("mention_range") && !part.hasNonNull("mention")) {
            throw new InvalidValueException(field + ".mention", "is missing: the handle of the mentioned person");
        }
        for (JsonNode sticker : part.path("inline_stickers")) {
            if (sticker.has("url") == sticker.has("attachment_id")) {
                throw new InvalidValueException(field + ".inline_stickers", "must have either url or attachment_id");
            }
        }
    }

    /** Unknown types are left to the provider. */
    private static void check(String field, String type, JsonNode part, int parts) {
        switch (type) {
            case "" -> throw new InvalidValueException(field + ".type", "is missing: text, media or link");
            case "text" -> {
                if (part.path("value").asText().isEmpty()) {
                    throw new InvalidValueException(field + ".value", "is missing");
                }
                text(field + ".value", part.path("value").asText());
                checkText(field, part);
            }
            case "media" -> {
                if (part.has("url") == part.has("attachment_id")) {
                    throw new InvalidValueException(field, "must have either url or attachment_id");
                }
                if (part.has("url")) {
                    https(field + ".url", part.get("url").asText());
                }
            }
            case "link" -> {
                link(field + ".value", part.path("value").asText());
                if (parts > 1) {
                    throw new InvalidValueException(field, "is a link, which must be a message of its own");
                }
            }
            default -> {}
        }
    }
}
