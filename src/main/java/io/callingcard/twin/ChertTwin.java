package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;

/** The twin of Chert: its calls, checks and errors, in Chert's order. */
public final class ChertTwin extends ProviderTwin {

    private static final String API = "/api/v1";

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final String tenant;
    private final String secret;
    private final ChertEvents events;
    private final ChertAuth auth;
    private final Routes<ChertCall> routes = new Routes<>();
    private ChertState state = new ChertState();
    private long traces;

    ChertTwin(String tenant, String secret, TwinClock clock, Journal journal, Vertx vertx) {
        super("chert", clock, journal, vertx);
        this.tenant = tenant;
        this.secret = secret;
        this.events = new ChertEvents(this);
        this.auth = new ChertAuth(secrets, clock);
        secrets.put(tenant, secret);
        new ChertContacts(this).addTo(this);
        new ChertMessages(this).addTo(this);
        new ChertGroups(this).addTo(this);
        new ChertAttachments(this).addTo(this);
        new ChertWebhooks(this).addTo(this);
        events.addTo(this);
    }

    /** Adds a tenant. */
    public void addTenant(String otherTenant, String otherSecret) {
        secrets.put(otherTenant, otherSecret);
    }

    /** Sets whether the line can send contact bubbles; the default is yes. */
    public synchronized void contactBubbles(boolean able) {
        state.lines.replaceAll(line -> new ChertState.Line(line.id(), line.number(), able));
        state.chats.values().forEach(chat -> chat.line = chat.line == null ? null : state.lines.get(0));
    }

    /** Adds a chat without a pinned line, as if nothing had been sent to it yet. Answers its id. */
    public synchronized String addUnpinnedChat(String phone) {
        return state.open(List.of(phone), false, null, now()).id;
    }

    /** Makes the next list of subscriptions empty, as if they were made just after it. */
    public synchronized void hideWebhooksOnce() {
        state.webhooksHidden = true;
    }

    /** Sends a text from a person to the line. Answers the id of the message. */
    public synchronized String receive(String from, String text) {
        return events.text(from, text);
    }

    /** Sends a contact card from a person to the line. Answers the id of the message. */
    public synchronized String receiveCard(String from, String vcard) {
        return events.card(from, vcard);
    }

    /** Sends a person's reaction to a message. */
    public synchronized void receiveReaction(String from, String messageId, String reaction) {
        events.react(from, messageId, reaction);
    }

    /** Adds an address, public or local, that receives all events, signed with this secret. */
    public synchronized void webhook(String address, String secretOfIt) {
        String id = state.nextId("wh_");
        state.webhooks.put(id, Json.object().put("id", id).put("url", address).put("is_active", true));
        state.webhookSecrets.put(id, secretOfIt);
    }

    /** The fields are listed in docs/twins.md. */
    @Override
    synchronized void control(JsonNode given) {
        try {
            pace(Duration.ofMillis(given.path("second_ms").asLong(pace().toMillis())));
            given.path("webhooks")
                    .forEach(each -> webhook(
                            each.path("url").asText(), each.path("secret").asText(secret)));
            given.path("receive").forEach(this::receive);
        } catch (ChertRefusal unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    private void receive(JsonNode deed) {
        String from = deed.path("from").asText();
        if (deed.has("vcard")) {
            receiveCard(from, deed.get("vcard").asText());
        } else if (deed.has("reaction")) {
            receiveReaction(
                    from, deed.path("message_id").asText(), deed.get("reaction").asText());
        } else {
            receive(from, deed.path("text").asText());
        }
    }

    /** The given secret, or one derived from the id. */
    String webhookSecret(String id) {
        return state.webhookSecrets.getOrDefault(
                id, ChertAuth.hmac(secret, id, "webhook".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    synchronized void reset() {
        super.reset();
        state = new ChertState();
        secrets.clear();
        secrets.put(tenant, secret);
    }

    /** Adds a call; braces in the path stand for an id. */
    void route(String method, String path, Function<ChertCall, Reply> handler) {
        routes.add(method, API + path, false, handler);
    }

    /** Adds a call that checks its credentials itself. */
    void unsignedRoute(String method, String path, Function<ChertCall, Reply> handler) {
        routes.add(method, API + path, true, handler);
    }

    ChertState state() {
        return state;
    }

    /** The secret of the calls that take only a bearer token. */
    String secret() {
        return secret;
    }

    @Override
    synchronized Reply answer(ReceivedRequest request) {
        try {
            return traced(dispatch(request));
        } catch (ChertRefusal refusal) {
            return refused(request, refusal, null);
        }
    }

    private Reply dispatch(ReceivedRequest request) {
        String path = request.path().replaceAll("\\?.*", "");
        Routes.Found<ChertCall> found = routes.find(request.method(), path);
        if (found != null) {
            if (!found.open()) {
                auth.check(request);
            }
            return found.handler().apply(new ChertCall(request, found.ids()));
        }
        throw new ChertRefusal(2011, routes.knows(path) ? 405 : 404, "Unknown call");
    }

    @Override
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        int code = Integer.parseInt(fault.code());
        int status = fault.status() == 0 ? ChertRefusal.usualStatus(code) : fault.status();
        return refused(request, new ChertRefusal(code, status, "Switched on"), fault.retryAfter());
    }

    private Reply refused(ReceivedRequest request, ChertRefusal refusal, Integer retryAfter) {
        ObjectNode error = Json.object()
                .put("status", refusal.status())
                .put("code", refusal.code())
                .put("message", refusal.getMessage())
                .put("retryable", refusal.retryable());
        refusal.details().forEach((field, value) -> error.set(field, Json.STRICT.valueToTree(value)));
        if (retryAfter != null) {
            error.put("retry_after", retryAfter);
        }
        Reply reply = Reply.json(refusal.status(), envelope(request, error));
        return traced(retryAfter == null ? reply : reply.with("retry-after", retryAfter.toString()));
    }

    /** {@code /send} answers with the bare error; all other calls wrap it and add the trace id. */
    private JsonNode envelope(ReceivedRequest request, ObjectNode error) {
        if (request.path().equals(API + "/send")) {
            return error.put("status", "failed");
        }
        ObjectNode envelope = Json.object().put("success", false);
        envelope.set("error", error);
        return envelope.put("trace_id", trace(traces + 1));
    }

    private Reply traced(Reply reply) {
        return reply.with("x-trace-id", trace(++traces));
    }

    private static String trace(long number) {
        return String.format("trace-%06d", number);
    }

    /**
     * Repeats the first answer for a repeated key, without a second delivery. The provider does not document a repeated
     * key with another body; here it is a conflict.
     */
    Reply once(ChertCall call, String key, Supplier<Reply> first) {
        if (key == null || key.isEmpty()) {
            return first.get();
        }
        String scope = call.request().path() + " " + key;
        ChertState.Answered known = state.answered.get(scope);
        if (known == null) {
            Reply reply = first.get();
            state.answered.put(scope, new ChertState.Answered(call.request().sha256(), reply));
            return reply;
        }
        if (!known.bodyHash().equals(call.request().sha256())) {
            throw new ChertRefusal(1012, "The idempotency key was used for another body");
        }
        return known.reply();
    }

    /** The direct chat with a number; opened on the first line if there is none. */
    ChertState.Chat chatWith(String phone) {
        return state.chatWith(phone, state.lines.get(0), now());
    }

    /** Delivers to every member of the chat. */
    void deliver(ChertState.Chat chat, String messageId, String kind, JsonNode content) {
        deliver(chat.line == null ? null : chat.line.number(), chat.members, chat.id, messageId, kind, content);
    }

    /** The chat's line, for the calls that require one. */
    ChertState.Line pinned(ChertState.Chat chat) {
        if (chat.line == null) {
            throw new ChertRefusal(4099, "The chat has no pinned line");
        }
        return chat.line;
    }
}
