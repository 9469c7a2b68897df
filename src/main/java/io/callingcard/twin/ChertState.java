// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Everything that Chert stores. */
final class ChertState extends ChatState {

    /** The answer to the first call with an idempotency key. */
    private record Answered(String bodyHash, Reply reply) {}

    /** The secret of each tenant. */
    final Map<String, String> tenants = new ConcurrentHashMap<>();
    /** The secret of the calls that take only a bearer token. */
    final String secret;

    final List<ObjectNode> events = new ArrayList<>();
    final Set<Consumer<String>> listeners = new LinkedHashSet<>();
    boolean webhooksHidden;
    /** The name and photo that the line shares. */
    ObjectNode ownCard = Json.of(
            """
            {"first_name": "Harbor", "last_name": "Books", "image_url": "https://cdn.example.com/harbor-books.png"}""");
    /** Whether a card with both forms is refused. */
    boolean oneCardForm;

    final Map<String, Answered> answered = new Newest<>(memory().others());

    ChertState(World world, String secret) {
        super("chert", world);
        this.secret = secret;
        tenants.put("twin", secret);
        lines.put("+12025550100", new Line(nextId("pl_"), "+12025550100"));
    }

    @Override
    String nextId(String prefix) {
        return prefix + nextHex(24);
    }

    @Override
    String service(String phone) {
        return "imessage";
    }

    Chat chat(String id) {
        return known(chats, id, 2002, "Unknown chat");
    }

    Chat.Message message(String id) {
        return known(messages, id, 2003, "Unknown message");
    }

    /** The direct chat with a number; opened on the first line if there is none. */
    Chat chatWith(String phone) {
        return chatWith(phone, firstLine());
    }

    Chat chatWith(String phone, Line line) {
        return chatsWith(phone).stream().findFirst().orElseGet(() -> open(line, List.of(phone), service(phone)));
    }

    /** The chat's line, for the calls that require one. */
    static Line pinned(Chat chat) {
        Refusal.when(chat.line == null, 4099, "The chat has no pinned line");
        return chat.line;
    }

    /** The given secret, or one derived from the id. */
    String webhookSecret(String id) {
        return webhookSecrets.getOrDefault(id, Hmac.hex(secret, id + ".", "webhook".getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Repeats the first answer for a repeated key, without a second delivery. The provider does not document a repeated
     * key with another body; here it is a conflict.
     */
    Reply once(ReceivedRequest request, String key, Supplier<Reply> first) {
        if (key.isEmpty()) {
            return first.get();
        }
        Answered known = answered.computeIfAbsent(
                request.path() + " " + key, scope -> new Answered(request.sha256(), first.get()));
        Refusal.when(!known.bodyHash().equals(request.sha256()), 1012, "The idempotency key was used for another body");
        return known.reply();
    }
}
