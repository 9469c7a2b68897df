package io.callingcard.twin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;

/** Everything that Chert stores. Ids are counted, so that every run has the same ids. */
final class ChertState {

    /** A sender line. */
    record Line(String id, String number, boolean contactBubbles) {}

    /** A chat with one person or a group. It has no line until something is sent there. */
    static final class Chat {
        final String id;
        final List<String> members;
        final boolean group;
        final Instant createdAt;
        final List<Message> messages = new ArrayList<>();
        Line line;
        String name;
        String icon;

        Chat(String id, List<String> members, boolean group, Line line, Instant createdAt) {
            this.id = id;
            this.members = new ArrayList<>(members);
            this.group = group;
            this.line = line;
            this.createdAt = createdAt;
        }
    }

    /** A message; an edit replaces its parts. */
    static final class Message {
        final String id;
        final Chat chat;
        final boolean outbound;
        final Instant createdAt;
        ArrayNode parts;

        Message(String id, Chat chat, boolean outbound, ArrayNode parts, Instant createdAt) {
            this.id = id;
            this.chat = chat;
            this.outbound = outbound;
            this.parts = parts;
            this.createdAt = createdAt;
        }
    }

    /** The answer to the first call with an idempotency key. */
    record Answered(String bodyHash, Reply reply) {}

    final List<Line> lines = new ArrayList<>();
    final Map<String, Chat> chats = new LinkedHashMap<>();
    final Map<String, Message> messages = new HashMap<>();
    final Map<String, Attachment> attachments = new HashMap<>();
    final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    final Map<String, Answered> answered = new HashMap<>();
    final List<ObjectNode> events = new ArrayList<>();
    final Set<HttpServerResponse> listeners = new LinkedHashSet<>();
    final Map<String, String> webhookSecrets = new HashMap<>();
    boolean webhooksHidden;
    private long counter;

    ChertState() {
        lines.add(new Line("pl_1", "+12025550100", true));
    }

    String nextId(String prefix) {
        return prefix + String.format("%06x", ++counter);
    }

    Chat chat(String id) {
        return Optional.ofNullable(chats.get(id)).orElseThrow(() -> new ChertRefusal(2002, "Unknown chat"));
    }

    Message message(String id) {
        return Optional.ofNullable(messages.get(id)).orElseThrow(() -> new ChertRefusal(2003, "Unknown message"));
    }

    /** The direct chat with a number; opened if there is none. */
    Chat chatWith(String phone, Line line, Instant now) {
        return chats.values().stream()
                .filter(chat -> !chat.group && chat.members.equals(List.of(phone)))
                .findFirst()
                .orElseGet(() -> open(List.of(phone), false, line, now));
    }

    Chat open(List<String> members, boolean group, Line line, Instant now) {
        Chat chat = new Chat(nextId("ch_"), members, group, line, now);
        chats.put(chat.id, chat);
        return chat;
    }
}
