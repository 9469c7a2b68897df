package io.callingcard.chert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.inbound.EventJson;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Signatures;
import io.callingcard.provider.inbound.Webhooks;
import io.callingcard.provider.wire.HmacKey;

import static io.callingcard.provider.inbound.EventJson.first;
import static io.callingcard.provider.inbound.EventJson.text;

/** The events of Chert: signed over time and body, in two layouts, under two names. */
final class ChertWebhooks implements Webhooks {

    private static final List<String> HEADERS = List.of("X-Webhook-Signature", "x-chert-signature");

    private static final Map<String, EventType> TYPES = Map.of(
            "message.received", EventType.MESSAGE_RECEIVED,
            "reaction.added", EventType.REACTION_ADDED,
            "reaction.removed", EventType.REACTION_REMOVED);

    private volatile Signatures signatures;

    ChertWebhooks(ChertConfiguration configuration) {
        this.signatures = configuration.signatures(HmacKey::ofText);
    }

    /** A signature under each of the names would be wrong only when forged, so each that is there must be right. */
    @Override
    public void verify(Webhooks.WebhookCall call) {
        boolean signed = false;
        for (String name : HEADERS) {
            String header = call.header(name);
            if (header != null) {
                verify(header, call.body());
                signed = true;
            }
        }
        if (!signed) {
            throw new Webhooks.ForgedEventException("there is no signature");
        }
    }

    private void verify(String header, byte[] body) {
        int comma = header.indexOf(',');
        if (header.startsWith("t=") && header.startsWith("v1=", comma + 1)) {
            verify(header.substring("t=".length(), comma), header.substring(comma + ",v1=".length()), body);
            return;
        }
        int second = header.indexOf(',', comma + 1);
        if (header.startsWith("v1,") && second > 0) {
            verify(header.substring("v1,".length(), second), header.substring(second + 1), body);
            return;
        }
        throw new Webhooks.ForgedEventException(
                header.startsWith("sha256=")
                        ? "the signature is that of a FaceTime call, which is no messaging event"
                        : "the signature has an unknown layout");
    }

    private void verify(String time, String hex, byte[] body) {
        signatures.requireFresh(time);
        signatures.require(time + ".", body, List.of(Signatures.hex(hex)));
    }

    @Override
    public void trust(String secret) {
        signatures = signatures.with(HmacKey.ofText(secret));
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
        JsonNode root = EventJson.read(body);
        // The log of events wraps what webhooks bring.
        JsonNode envelope = root.has("data") ? root : root.path("payload");
        JsonNode data = envelope.has("data") ? envelope.get("data") : envelope;
        JsonNode message = data.path("message");
        JsonNode sender = message.has("sender_handle") ? message.get("sender_handle") : data.path("sender_handle");
        boolean fromMe = sender.path("is_me").asBoolean() || "outbound".equals(text(message, "direction"));
        String word = first(text(envelope, "event_type", "event"), text(root, "event_type", "event", "type"));
        JsonNode chat = data.path("chat");
        return new InboundEvent.Builder(ChertEndpoint.SCHEME, root, receivedAt)
                .type(type(word, fromMe), word)
                .id(first(id(root, envelope), Fingerprint.of(body)))
                .chat(
                        first(text(chat, "id"), text(data, "chat_id")),
                        chat.path("is_group").asBoolean())
                .sender(EventJson.handle(first(text(sender, "handle"), text(root, "from"))), null, fromMe)
                .line(EventJson.handle(first(text(chat.path("owner_handle"), "handle"), text(root, "to"))))
                .text(words(message.path("parts"), text(root, "text")))
                .media(media(message.path("parts")))
                .message(first(text(message, "id"), text(data, "message_id"), text(root, "message_guid")))
                .replyTo(text(message.path("reply_to"), "message_id"))
                .reaction(text(data, "reaction", "reaction_type"))
                .occurredAt(EventJson.instant(
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
                        EventJson.number(part.path("size_bytes"))));
            }
        });
        return media;
    }
}
