package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;

/** The twin of Linq: its calls, checks and errors, in Linq's order. */
public final class LinqTwin extends ProviderTwin {

    static final String API = "/api/partner/v3";
    private static final String UPLOADS = "/upload";

    private final String token;
    private final LinqEvents events;
    private final Routes<LinqCall> routes = new Routes<>();
    private LinqState state = new LinqState();
    private Duration activation = Duration.ZERO;
    private boolean cardBudget = true;
    private long traces;

    LinqTwin(String token, TwinClock clock, Journal journal, Vertx vertx) {
        super("linq", clock, journal, vertx);
        this.token = token;
        this.events = new LinqEvents(this);
        new LinqCards(this).addTo(this);
        new LinqChats(this).addTo(this);
        new LinqMessages(this).addTo(this);
        new LinqAttachments(this).addTo(this);
        new LinqLines(this).addTo(this);
        new LinqWebhooks(this).addTo(this);
    }

    /** The fields are listed in docs/twins.md. */
    @Override
    synchronized void control(JsonNode given) {
        try {
            if (given.has("activate_cards_after_ms")) {
                activateCardsAfter(
                        Duration.ofMillis(given.get("activate_cards_after_ms").asLong()));
            }
            if (given.has("limit_card_writes")) {
                limitCardWrites(given.get("limit_card_writes").asBoolean());
            }
            given.path("lines").forEach(line -> addLine(line.asText()));
            given.path("services")
                    .properties()
                    .forEach(each -> service(each.getKey(), each.getValue().asText()));
            given.path("reputations")
                    .properties()
                    .forEach(each -> reputation(each.getKey(), each.getValue().asText()));
            given.path("healths")
                    .properties()
                    .forEach(each -> health(each.getKey(), each.getValue().asText()));
            given.path("opt_outs").forEach(phone -> optOut(phone.asText()));
            pace(Duration.ofMillis(given.path("second_ms").asLong(pace().toMillis())));
            given.path("webhooks")
                    .forEach(each -> webhook(
                            each.path("url").asText(), each.path("secret").asText()));
            given.path("receive").forEach(this::receive);
        } catch (LinqRefusal unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    private void receive(JsonNode deed) {
        String line = deed.path("line").asText(state.lines.keySet().iterator().next());
        String from = deed.path("from").asText();
        if (deed.has("reaction")) {
            receiveReaction(
                    deed.path("message_id").asText(), deed.get("reaction").asText());
        } else if (deed.has("receipt")) {
            receipt(deed.path("message_id").asText(), deed.get("receipt").asText());
        } else if (deed.has("first_name")) {
            receiveOwnCard(
                    line,
                    from,
                    deed.get("first_name").asText(),
                    deed.path("last_name").asText());
        } else if (deed.has("vcard")) {
            receiveCard(line, from, deed.get("vcard").asText());
        } else {
            receiveIn(chatWith(line, from).id, deed.path("text").asText());
        }
    }

    /** The line's chat with a person; opened if there is none. */
    private LinqState.Chat chatWith(String line, String phone) {
        return state.chats.values().stream()
                .filter(chat -> !chat.group && chat.line == state.line(line) && chat.members.contains(phone))
                .findFirst()
                .orElseGet(() -> {
                    LinqState.Chat chat = new LinqState.Chat(
                            state.nextId(), state.line(line), List.of(phone), state.service(phone), now());
                    state.chats.put(chat.id, chat);
                    return chat;
                });
    }

    /** Sends a contact card, as a file, from a person to a line. */
    public synchronized void receiveCard(String line, String phone, String vcard) {
        byte[] bytes = vcard.getBytes(StandardCharsets.UTF_8);
        Attachment file = new Attachment(state.nextId(), "contact.vcf", "text/vcard", bytes.length, now());
        file.upload(bytes, "from a phone");
        state.attachments.put(file.id, file);
        ArrayNode parts = Json.array();
        parts.addObject()
                .put("type", "media")
                .put("id", file.id)
                .put("filename", file.filename)
                .put("mime_type", file.contentType)
                .put("size_bytes", file.size);
        receiveIn(chatWith(line, phone), parts);
    }

    /** Shares a person's own name with a line. */
    public synchronized void receiveOwnCard(String line, String phone, String firstName, String lastName) {
        events.card(state.line(line).number, phone, firstName, lastName);
    }

    /** Sends the reaction of the chat's person to a message. */
    public synchronized void receiveReaction(String messageId, String reaction) {
        LinqState.Message message = state.message(messageId);
        events.reaction(message, message.chat.members.get(0), reaction);
    }

    /** Reports one of our messages as {@code delivered} or {@code read}. */
    public synchronized void receipt(String messageId, String word) {
        events.receipt(state.message(messageId), word);
    }

    /** Adds an address, public or local, that receives all events, signed with this {@code whsec_} secret. */
    public synchronized void webhook(String address, String secret) {
        String id = state.nextId();
        state.webhooks.put(
                id, Json.object().put("id", id).put("target_url", address).put("is_active", true));
        state.webhookSecrets.put(id, secret);
    }

    /** The given secret, or one derived from the id. */
    String webhookSecret(String id) {
        return state.webhookSecrets.getOrDefault(
                id,
                "whsec_" + Base64.getEncoder().encodeToString(("twin-secret-" + id).getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds a line to the account. */
    public synchronized void addLine(String number) {
        state.addLine(number);
    }

    /** Sets the reputation of a line: HEALTHY, AT_RISK or CRITICAL. */
    public synchronized void reputation(String line, String status) {
        state.line(line).reputation = status;
    }

    /** Sets how long a new card stays inactive; the default is zero. */
    public synchronized void activateCardsAfter(Duration delay) {
        activation = delay;
    }

    /** Sets whether a fourth write of a card within ten minutes is refused; the default is yes. */
    public synchronized void limitCardWrites(boolean limited) {
        cardBudget = limited;
    }

    /** Sets the best service of a phone: iMessage (default), RCS or SMS. */
    public synchronized void service(String phone, String service) {
        state.services.put(phone, service);
    }

    /** Sets the health of a chat: HEALTHY, AT_RISK, CRITICAL or OPTED_OUT. */
    public synchronized void health(String chatId, String status) {
        state.chat(chatId).health = status;
    }

    /** Opts a person out of every line. */
    public synchronized void optOut(String phone) {
        state.optedOut.add(phone);
    }

    /** Sends a text from a person to a line, in a new chat. Answers the id of the chat. */
    public synchronized String receive(String line, String phone, String text) {
        LinqState.Chat chat =
                new LinqState.Chat(state.nextId(), state.line(line), List.of(phone), state.service(phone), now());
        state.chats.put(chat.id, chat);
        receiveIn(chat.id, text);
        return chat.id;
    }

    /** Sends a text from the person of an existing chat. */
    public synchronized void receiveIn(String chatId, String text) {
        ArrayNode parts = Json.array();
        parts.addObject().put("type", "text").put("value", text);
        receiveIn(state.chat(chatId), parts);
    }

    private void receiveIn(LinqState.Chat chat, ArrayNode parts) {
        LinqState.Message message = new LinqState.Message(state.nextId(), chat, false, Json.object(), parts, now());
        message.chat.messages.add(message);
        state.messages.put(message.id, message);
        events.message(message, chat.members.get(0));
    }

    @Override
    synchronized void reset() {
        super.reset();
        state = new LinqState();
        activation = Duration.ZERO;
        cardBudget = true;
    }

    /** Adds a call; braces in the path stand for an id. */
    void route(String method, String path, Function<LinqCall, Reply> handler) {
        routes.add(method, API + path, false, handler);
    }

    /** Adds an address that was signed when it was handed out, so that it needs no token. */
    void openRoute(String method, String path, Function<LinqCall, Reply> handler) {
        routes.add(method, UPLOADS + path, true, handler);
    }

    static String upload(LinqCall call, String path) {
        return call.request().root() + UPLOADS + path;
    }

    LinqState state() {
        return state;
    }

    Duration activation() {
        return activation;
    }

    boolean cardBudget() {
        return cardBudget;
    }

    @Override
    synchronized Reply answer(ReceivedRequest request) {
        try {
            return traced(dispatch(request));
        } catch (LinqRefusal refusal) {
            return refused(refusal);
        }
    }

    private Reply dispatch(ReceivedRequest request) {
        String path = request.path().replaceAll("\\?.*", "");
        Routes.Found<LinqCall> found = routes.find(request.method(), path);
        if (found != null) {
            if (!found.open()) {
                checkToken(request);
            }
            return found.handler().apply(new LinqCall(request, found.ids()));
        }
        throw new LinqRefusal(2019, routes.knows(path) ? 405 : 404, "Unknown call", null);
    }

    private void checkToken(ReceivedRequest request) {
        String given = request.header("authorization");
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw new LinqRefusal(2004, "Unauthorized");
        }
    }

    @Override
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        int code = Integer.parseInt(fault.code());
        int status = fault.status() == 0 ? LinqRefusal.usualStatus(code) : fault.status();
        return refused(new LinqRefusal(code, status, "Switched on", fault.retryAfter()));
    }

    private Reply refused(LinqRefusal refusal) {
        ObjectNode body = Json.object().put("success", false);
        ObjectNode error = body.putObject("error")
                .put("status", refusal.status())
                .put("code", refusal.code())
                .put("message", refusal.getMessage())
                .put(
                        "doc_url",
                        "https://docs.linqapp.com/error/codes/" + refusal.code() / 1000 + "xxx/" + refusal.code()
                                + "/");
        body.put("trace_id", trace(traces + 1));
        Reply reply = Reply.json(refusal.status(), body);
        if (refusal.retryAfter() != null) {
            error.put("retry_after", refusal.retryAfter());
            reply = reply.with("retry-after", refusal.retryAfter().toString());
        }
        return traced(reply);
    }

    private Reply traced(Reply reply) {
        return reply.with("x-trace-id", trace(++traces));
    }

    private static String trace(long number) {
        return String.format("%032x", number);
    }

    /** Delivers to every member of the chat. */
    void deliver(LinqState.Chat chat, String messageId, String kind, JsonNode content) {
        deliver(chat.line.number, chat.members, chat.id, messageId, kind, content);
    }

    static Reply accepted() {
        return Reply.json(
                202,
                Json.object()
                        .put("status", "accepted")
                        .put("message", "Accepted")
                        .put("trace_id", trace(0)));
    }
}
