// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Everything that Linq stores. */
final class LinqState extends ChatState {

    /** The name and photo of a line. */
    record Card(String id, String number, ObjectNode fields, Instant activeAt) {

        Card activeAt(Instant other) {
            return new Card(id, number, fields, other);
        }
    }

    /** Where a person is, for as long as they share it. */
    record Place(double latitude, double longitude, Instant since) {}

    /** The answer to the first call with an idempotency key. */
    record Answered(String messageId, Reply reply) {}

    final Map<String, Card> cards = new LinkedHashMap<>();
    final Map<String, List<Instant>> cardWrites = new HashMap<>();
    final Map<String, ObjectNode> audits = new HashMap<>();
    final Map<String, ObjectNode> blocked = new LinkedHashMap<>();
    final Map<String, ObjectNode> polls = new HashMap<>();
    final Map<String, String> services = new HashMap<>();
    final Set<String> optedOut = new HashSet<>();
    /** How long a new card stays inactive. */
    Duration activation = Duration.ZERO;
    /** Whether a fourth write of a card within ten minutes is refused. */
    boolean cardBudget = true;
    /** Whether a write of a card that does not become active at once is an error, as the newest documentation says. */
    boolean unfinishedCardIsError;
    /** The pause in which no card can be written, and its end. */
    Duration cardPause = Duration.ZERO;

    Instant cardsPausedUntil = Instant.MIN;
    /** The people who read what they receive. */
    final Set<String> readers = new HashSet<>();
    /** The people whom no message reaches, and the code of the failure. */
    final Map<String, Integer> unreachable = new HashMap<>();
    /** The places that people share with the lines. */
    final Map<String, Place> places = new LinkedHashMap<>();
    /** The token that each subscription answered for each chat. */
    final Map<String, String> routingTokens = new ConcurrentHashMap<>();
    /** The trace id of the call that is being answered, or null. */
    String trace;

    final Map<String, Answered> answered = new Newest<>(memory().others());

    LinqState(World world) {
        super("linq", world);
        addLine("+12025550143");
    }

    void addLine(String number) {
        lines.put(number, new Line(nextId(), number));
    }

    String nextId() {
        return nextUuid().toString();
    }

    @Override
    String nextId(String prefix) {
        return nextId();
    }

    @Override
    String service(String handle) {
        return services.getOrDefault(handle, "iMessage");
    }

    Line line(String number) {
        return known(lines, LinqCall.checkedHandle(number), 2006, "Not your phone number");
    }

    /** The chat; refused if the line has left it. */
    Chat chat(String id) {
        Chat chat = known(chats, id, 2001, "No such chat");
        Refusal.when(chat.left, 2013, "The line left the chat");
        return chat;
    }

    Chat.Message message(String id) {
        return known(messages, id, 2002, "No such message");
    }

    Attachment attachment(String id) {
        return known(attachments, id, 2003, "No such attachment");
    }

    /** The attachment; refused if it is not uploaded yet. */
    Attachment uploaded(String id) {
        Attachment attachment = attachment(id);
        Refusal.when(!attachment.isUploaded(), 2007, 404, "Not ready", Map.of("retry_after", 1));
        return attachment;
    }

    /** The trace id of the call that is being answered; outside of a call the other one. */
    String traceOr(String other) {
        return trace == null ? other : trace;
    }

    /** The given secret, or one derived from the id. */
    String webhookSecret(String id) {
        return webhookSecrets.getOrDefault(
                id,
                "whsec_" + Base64.getEncoder().encodeToString(("twin-secret-" + id).getBytes(StandardCharsets.UTF_8)));
    }

    /** Refuses blocked and opted-out people. Groups are not checked. */
    void requireWilling(Chat chat, JsonNode body) {
        if (chat.group) {
            return;
        }
        String phone = chat.members.get(0);
        Refusal.when(blocked.containsKey(phone), 2026, "The handle is blocked");
        if (body.path("override_optout").asBoolean()) {
            optedOut.remove(phone);
        }
        Refusal.when(optedOut.contains(phone), 2024, "The recipient opted out");
    }

    /** Repeats the first answer for a repeated key, without a second delivery. */
    Reply once(String key, Supplier<Answered> first) {
        if (key.isEmpty()) {
            return first.get().reply();
        }
        Answered known = answered.computeIfAbsent(key, given -> first.get());
        Refusal.when(
                known.messageId() != null && !messages.containsKey(known.messageId()),
                2002,
                "The message of this key was deleted");
        return known.reply();
    }
}
