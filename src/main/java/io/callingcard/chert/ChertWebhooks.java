// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;
import io.callingcard.provider.wire.HmacKey;
import io.callingcard.provider.wire.Json;

import static io.callingcard.provider.wire.Json.first;
import static io.callingcard.provider.wire.Json.text;

/** Verifies and reads the events of Chert. The signature has two layouts and two header names. */
final class ChertWebhooks implements Webhooks {

    private static final List<String> HEADERS = List.of("X-Webhook-Signature", "x-chert-signature");

    private static final Map<String, EventType> TYPES = Map.of(
            "message.received", EventType.MESSAGE_RECEIVED,
            "reaction.added", EventType.REACTION_ADDED,
            "reaction.removed", EventType.REACTION_REMOVED);

    private volatile Webhooks.Signatures signatures;

    ChertWebhooks(ChertConfiguration configuration) {
        this.signatures = configuration.signatures(HmacKey::ofText);
    }

    /** Reads each signature that is present: only a forged call has one right and one wrong signature. */
    @Override
    public Webhooks.Seal seal(Webhooks.Headers headers) {
        List<Webhooks.Seal> seals = HEADERS.stream()
                .map(headers::value)
                .filter(Objects::nonNull)
                .map(this::seal)
                .toList();
        if (seals.isEmpty()) {
            throw new Webhooks.ForgedEventException("there is no signature");
        }
        return body -> seals.forEach(each -> each.verify(body));
    }

    private Webhooks.Seal seal(String header) {
        int comma = header.indexOf(',');
        if (header.startsWith("t=") && header.startsWith("v1=", comma + 1)) {
            return seal(header.substring("t=".length(), comma), header.substring(comma + ",v1=".length()));
        }
        int second = header.indexOf(',', comma + 1);
        if (header.startsWith("v1,") && second > 0) {
            return seal(header.substring("v1,".length(), second), header.substring(second + 1));
        }
        throw new Webhooks.ForgedEventException(
                header.startsWith("sha256=")
                        ? "the signature is that of a FaceTime event, which this endpoint does not receive"
                        : "the signature has an unknown layout");
    }

    private Webhooks.Seal seal(String time, String hex) {
        signatures.requireFresh(time);
        List<byte[]> given = List.of(Webhooks.Signatures.hex(hex));
        return body -> signatures.require(time + ".", body, given);
    }

    @Override
    public void trust(String secret) {
        signatures = signatures.with(HmacKey.ofText(secret));
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
        JsonNode root = Webhooks.parse(body);
        // The event log wraps the JSON that webhooks send.
        JsonNode envelope = root.has("data") ? root : root.path("payload");
        JsonNode data = envelope.has("data") ? envelope.get("data") : envelope;
        JsonNode message = data.path("message");
        JsonNode sender = message.has("sender_handle") ? message.get("sender_handle") : data.path("sender_handle");
        boolean fromMe = sender.path("is_me").asBoolean() || "outbound".equals(text(message, "direction"));
        String word = first(text(envelope, "event_type", "event"), text(root, "event_type", "event", "type"));
        JsonNode chat = data.path("chat");
        return new InboundEvent.Builder(ChertConfiguration.SCHEME, root, receivedAt)
                .type(type(word, fromMe), word)
                .id(first(id(root, envelope), Fingerprint.of(body)))
                .chat(
                        first(text(chat, "id"), text(data, "chat_id")),
                        chat.path("is_group").asBoolean())
                .sender(InboundEvent.handle(first(text(sender, "handle"), text(root, "from"))), null, fromMe)
                .line(InboundEvent.handle(first(text(chat.path("owner_handle"), "handle"), text(root, "to"))))
                .text(words(message.path("parts"), text(root, "text")))
                .media(media(message.path("parts")))
                .message(first(text(message, "id"), text(data, "message_id"), text(root, "message_guid")))
                .replyTo(text(message.path("reply_to"), "message_id"))
                .reaction(text(data, "reaction", "reaction_type"))
                .occurredAt(Json.instant(
                        first(text(envelope, "timestamp"), text(message, "sent_at"), text(root, "created_at"))))
                .build();
    }

    private static EventType type(String word, boolean fromMe) {
        EventType type = TYPES.getOrDefault(word == null ? "" : word, EventType.OTHER);
        return type == EventType.MESSAGE_RECEIVED && fromMe ? EventType.MESSAGE_SENT : type;
    }

    private static String id(JsonNode root, JsonNode envelope) {
        return first(text(root, "event_id"), text(envelope, "event_id"));
    }

    private static String words(JsonNode parts, String alias) {
        List<String> words = new ArrayList<>();
        parts.forEach(part -> {
            if ("text".equals(text(part, "type"))) {
                words.add(part.path("value").asText());
            }
        });
        return words.isEmpty() ? alias : String.join("\n", words);
    }

    private static List<InboundEvent.Media> media(JsonNode parts) {
        List<InboundEvent.Media> media = new ArrayList<>();
        parts.forEach(part -> {
            if ("media".equals(text(part, "type"))) {
                media.add(new InboundEvent.Media(
                        text(part, "attachment_id", "id"),
                        text(part, "url"),
                        text(part, "content_type", "mime_type"),
                        text(part, "filename"),
                        Json.number(part.path("size_bytes"))));
            }
        });
        return media;
    }
}
