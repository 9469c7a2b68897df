// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The part of the state that Chert and Linq have in common: lines, chats, messages, files and webhooks. */
abstract class ChatState extends ProviderState {

    /** The lines by number. */
    final Map<String, Line> lines = new LinkedHashMap<>();

    final Map<String, Chat> chats = new LinkedHashMap<>();
    final Map<String, Chat.Message> messages = new HashMap<>();
    final Map<String, Attachment> attachments;
    /** The chats with one person, by the person. */
    private final Map<String, List<Chat>> direct = new HashMap<>();

    final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    /** The secrets of the webhooks that a test added, by id. */
    final Map<String, String> webhookSecrets = new HashMap<>();

    ChatState(String provider, World world) {
        super(provider, world);
        attachments = new Newest<>(memory().others());
    }

    /** @param prefix the start of such ids at Chert; those of Linq are all alike */
    abstract String nextId(String prefix);

    /** The best service of a phone. */
    abstract String service(String phone);

    final Line firstLine() {
        return lines.values().iterator().next();
    }

    final Chat open(Line line, List<String> members, String service) {
        Chat chat = new Chat(nextId("ch_"), line, members, service, now());
        remember(chat);
        return chat;
    }

    /** Adds a chat with a known id, in which a message was sent before. */
    final void reopen(String id, String line, String phone) {
        Chat chat = new Chat(id, line == null ? firstLine() : lines.get(line), List.of(phone), service(phone), now());
        chats.put(id, chat);
        remember(chat);
        add(chat, true, Json.array().add(Json.object().put("type", "text").put("value", "earlier")));
    }

    final void remember(Chat chat) {
        chats.put(chat.id, chat);
        if (!chat.group) {
            List<Chat> known = direct.computeIfAbsent(chat.members.get(0), person -> new ArrayList<>(1));
            if (!known.contains(chat)) {
                known.add(chat);
            }
        }
    }

    /** The chats with one person, without groups. */
    final List<Chat> chatsWith(String person) {
        return direct.getOrDefault(person, List.of());
    }

    final Chat.Message add(Chat chat, boolean outbound, ArrayNode parts) {
        Chat.Message message = new Chat.Message(nextId("msg_"), chat, outbound, parts, now());
        chat.messages.add(message);
        messages.put(message.id, message);
        if (chat.messages.size() > memory().messagesOfChat()) {
            messages.remove(chat.messages.remove(0).id);
        }
        return message;
    }

    /** Stores a contact card that a person sends. It arrives as an attachment, like any file. */
    final Attachment receiveFile(String vcard) {
        byte[] bytes = vcard.getBytes(StandardCharsets.UTF_8);
        Attachment file = new Attachment(nextId("in_"), "contact.vcf", "text/vcard", bytes.length, now());
        file.upload(bytes, "from a phone");
        attachments.put(file.id, file);
        return file;
    }

    /** Delivers to every member of the chat. */
    final void deliver(Chat chat, String messageId, String kind, JsonNode content) {
        deliver(chat.line == null ? null : chat.line.number, chat.members, chat.id, messageId, kind, content);
    }

    /** Adds a webhook for all events. */
    final void addWebhook(String field, String address, String secret) {
        String id = nextId("wh_");
        webhooks.put(id, Json.object().put("id", id).put(field, address).put("is_active", true));
        webhookSecrets.put(id, secret);
    }

    /** The active webhooks that meet a condition. */
    final List<ObjectNode> webhooksFor(Predicate<ObjectNode> wanted) {
        return webhooks.values().stream()
                .filter(each -> each.path("is_active").asBoolean(true))
                .filter(wanted)
                .toList();
    }

    /** Whether a list of a webhook has the value. An empty or absent list has every value. */
    static boolean isListed(JsonNode webhook, String field, String value) {
        return webhook.path(field).isEmpty() || webhook.path(field).toString().contains('"' + value + '"');
    }

    /** Whether an address is fit for a webhook. The provider wants a public one; a test's receiver is on this machine. */
    static boolean isReachable(String url) {
        return url.matches("https://.*|http://(localhost|127\\.0\\.0\\.1)[:/].*");
    }

    /** The value of an id; refuses an unknown one. */
    static <T> T known(Map<String, T> all, String id, int code, String refusal) {
        return Optional.ofNullable(all.get(id)).orElseThrow(() -> new Refusal(code, refusal));
    }
}
