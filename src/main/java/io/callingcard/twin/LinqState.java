package io.callingcard.twin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Everything that Linq stores. Ids are counted, so that every run has the same ids. */
final class LinqState {

    /** A line of the account. */
    static final class Line {
        final String id;
        final String number;
        String reputation = "HEALTHY";
        String forwarding;

        Line(String id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    /** The name and photo of a line. */
    static final class Card {
        final String number;
        final ObjectNode fields;
        Instant activeAt;

        Card(String number, ObjectNode fields, Instant activeAt) {
            this.number = number;
            this.fields = fields;
            this.activeAt = activeAt;
        }
    }

    /** A chat of a line with one person or a group. */
    static final class Chat {
        final String id;
        final Line line;
        final List<String> members;
        final boolean group;
        final Instant createdAt;
        final List<Message> messages = new ArrayList<>();
        String service;
        String health = "HEALTHY";
        String name;
        String icon;
        boolean left;
        Instant shareShownAt;

        Chat(String id, Line line, List<String> members, String service, Instant createdAt) {
            this.id = id;
            this.line = line;
            this.members = new ArrayList<>(members);
            this.group = members.size() > 1;
            this.service = service;
            this.createdAt = createdAt;
        }
    }

    /** A message; an edit replaces its parts. */
    static final class Message {
        final String id;
        final Chat chat;
        final boolean outbound;
        final ObjectNode sent;
        final Instant createdAt;
        final String service;
        ArrayNode parts;
        int edits;

        Message(String id, Chat chat, boolean outbound, ObjectNode sent, ArrayNode parts, Instant createdAt) {
            this.id = id;
            this.chat = chat;
            this.outbound = outbound;
            this.sent = sent;
            this.parts = parts;
            this.createdAt = createdAt;
            this.service = chat.service;
        }
    }

    /** The answer to the first call with an idempotency key. */
    record Answered(String messageId, Reply reply) {}

    final Map<String, Line> lines = new LinkedHashMap<>();
    final Map<String, Card> cards = new LinkedHashMap<>();
    final Map<String, List<Instant>> cardWrites = new HashMap<>();
    final Map<String, Chat> chats = new LinkedHashMap<>();
    final Map<String, Message> messages = new HashMap<>();
    final Map<String, Attachment> attachments = new HashMap<>();
    final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    final Map<String, ObjectNode> audits = new HashMap<>();
    final Map<String, ObjectNode> blocked = new LinkedHashMap<>();
    final Map<String, ObjectNode> polls = new HashMap<>();
    final Map<String, String> services = new HashMap<>();
    final Set<String> optedOut = new HashSet<>();
    final Map<String, Answered> answered = new HashMap<>();
    final Map<String, String> webhookSecrets = new HashMap<>();
    private long counter;

    LinqState() {
        addLine("+12025550143");
    }

    void addLine(String number) {
        lines.put(number, new Line(nextId(), number));
    }

    String nextId() {
        return String.format("%08x-0000-4000-8000-000000000000", ++counter);
    }

    Line line(String number) {
        return Optional.ofNullable(lines.get(LinqCall.handle(number)))
                .orElseThrow(() -> new LinqRefusal(2006, "Not your phone number"));
    }

    /** The chat; refused if the line has left it. */
    Chat chat(String id) {
        Chat chat = chats.get(id);
        if (chat == null) {
            throw new LinqRefusal(2001, "No such chat");
        }
        if (chat.left) {
            throw new LinqRefusal(2013, "The line left the chat");
        }
        return chat;
    }

    Message message(String id) {
        return Optional.ofNullable(messages.get(id)).orElseThrow(() -> new LinqRefusal(2002, "No such message"));
    }

    Attachment attachment(String id) {
        return Optional.ofNullable(attachments.get(id)).orElseThrow(() -> new LinqRefusal(2003, "No such attachment"));
    }

    /** The best service of a phone. */
    String service(String handle) {
        return services.getOrDefault(handle, "iMessage");
    }
}
