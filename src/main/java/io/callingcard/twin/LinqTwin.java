// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The twin of Linq: its calls, checks and errors, in Linq's order. */
public final class LinqTwin extends ProviderTwin<LinqState, LinqCall> {

    private final String token;
    private long traces;

    LinqTwin(String token, World world) {
        super("linq", world);
        this.token = token;
        reset();
    }

    @Override
    LinqState newState(World world) {
        return new LinqState(world);
    }

    @Override
    Routes<LinqCall> calls() {
        Routes<LinqCall> calls = new Routes<>("/api/partner/v3", LinqCall.UPLOADS);

        LinqMessages messages = new LinqMessages(state);
        calls.add("POST", "/chats", LinqBody.CREATE_CHAT.by(messages::createChat));
        calls.add("POST", "/chats/{}/messages", LinqBody.SEND_IN_CHAT.by(messages::sendInChat));
        calls.add("POST", "/messages", LinqBody.SEND_FROM_ANY_LINE.by(messages::sendFromAnyLine));
        calls.add("GET", "/chats/{}/messages", messages::history);
        calls.add("GET", "/messages/{}", messages::read);
        calls.add("PATCH", "/messages/{}", LinqBody.EDIT.by(messages::edit));
        calls.add("DELETE", "/messages/{}", messages::delete);
        calls.add("GET", "/messages/{}/thread", messages::thread);
        calls.add("POST", "/messages/{}/reactions", LinqBody.REACT.by(messages::react));

        LinqChats chats = new LinqChats(state);
        calls.add("GET", "/chats", chats::list);
        calls.add("GET", "/chats/{}", chats::read);
        calls.add("PUT", "/chats/{}", LinqBody.UPDATE_GROUP.by(chats::update));
        calls.add("POST", "/chats/{}/typing", call -> chats.signal(call, "typing"));
        calls.add("DELETE", "/chats/{}/typing", call -> chats.signal(call, "typing_stopped"));
        calls.add("POST", "/chats/{}/read", call -> chats.signal(call, "read"));
        calls.add("POST", "/chats/{}/leave", chats::leave);
        calls.add("POST", "/chats/{}/participants", LinqBody.ADD_PERSON.by(chats::add));
        calls.add("DELETE", "/chats/{}/participants", LinqBody.REMOVE_PERSON.by(chats::remove));
        calls.add("POST", "/chats/{}/voicememo", LinqBody.VOICE.by(chats::voice));
        calls.add("POST", "/chats/{}/polls", LinqBody.POLL.by(chats::poll));
        calls.add("GET", "/messages/{}/poll", chats::readPoll);
        calls.add("POST", "/messages/{}/poll/options", LinqBody.ADD_OPTIONS.by(chats::addOptions));
        calls.add("POST", "/messages/{}/poll/votes", LinqBody.VOTE.by(chats::vote));
        calls.add("GET", "/chats/{}/location", chats::location);
        calls.add("DELETE", "/chats/{}/location", LinqBody.STOP_LOCATION.by(chats::stopLocation));
        calls.add("POST", "/chats/{}/location/request", chats::askLocation);
        calls.add("POST", "/chats/{}/background", LinqBody.BACKGROUND.by(call -> chats.background(call, call.body())));
        calls.add("DELETE", "/chats/{}/background", call -> chats.background(call, null));

        LinqCards cards = new LinqCards(state);
        calls.add("POST", "/contact_card", LinqBody.CREATE_CARD.by(cards::create));
        calls.add("GET", "/contact_card", cards::read);
        calls.add("PATCH", "/contact_card", LinqBody.UPDATE_CARD.by("phone_number", cards::update));
        calls.add("DELETE", "/contact_card", cards::delete);
        calls.add("POST", "/chats/{}/share_contact_card", cards::share);

        // An upload address was signed when it was handed out, so it needs no token.
        LinqAttachments attachments = new LinqAttachments(state);
        calls.add("POST", "/attachments", LinqBody.ATTACH.by(attachments::slot));
        calls.add("GET", "/attachments/{}", attachments::read);
        calls.add("DELETE", "/attachments/{}", attachments::delete);
        calls.open("PUT", "/{}", new FileBody<>(null, attachments::upload));
        calls.open("GET", "/{}", attachments::download);

        LinqLines lines = new LinqLines(state);
        calls.add("GET", "/phone_numbers", lines::list);
        calls.add("GET", "/phonenumbers", lines::list);
        calls.add("PUT", "/phone_numbers/{}", LinqBody.FORWARD.by(lines::forward));
        calls.add("POST", "/phone_numbers/{}/reputation_audit", lines::audit);
        calls.add("GET", "/phone_numbers/{}/reputation_audit/{}", lines::readAudit);
        calls.add("GET", "/available_number", lines::available);
        calls.open("GET", "/vcf/{}", lines::vcf);
        calls.add("POST", "/capability/check_imessage", LinqBody.CHECK.by(call -> lines.check(call, "iMessage")));
        calls.add("POST", "/capability/check_rcs", LinqBody.CHECK.by(call -> lines.check(call, "RCS")));
        calls.add("GET", "/blocked_handles", lines::blocked);
        calls.add("POST", "/blocked_handles", LinqBody.BLOCK.by(lines::block));
        calls.add("DELETE", "/blocked_handles", LinqBody.UNBLOCK.by(lines::unblock));

        LinqWebhooks webhooks = new LinqWebhooks(state);
        calls.add("GET", "/webhook-events", webhooks::events);
        calls.add("POST", "/webhook-subscriptions", LinqBody.SUBSCRIBE.by(webhooks::create));
        calls.add("GET", "/webhook-subscriptions", webhooks::list);
        calls.add("GET", "/webhook-subscriptions/{}", webhooks::read);
        calls.add("PUT", "/webhook-subscriptions/{}", LinqBody.CHANGE_SUBSCRIPTION.by(webhooks::update));
        calls.add("DELETE", "/webhook-subscriptions/{}", webhooks::delete);
        for (String path : List.of("/payment_requests", "/payments", "/experiences")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                calls.add(method, path, LinqTwin::notOfThisAccount);
                calls.add(method, path + "/.+", LinqTwin::notOfThisAccount);
            }
        }
        return calls;
    }

    /** Payments and experiences are features that an account has or has not. */
    private static Reply notOfThisAccount(LinqCall call) {
        throw new Refusal(2011, "The account does not have this feature");
    }

    @Override
    Set<String> settings() {
        return Set.of(
                "activate_cards_after_ms",
                "limit_card_writes",
                "unfinished_card_is_error",
                "pause_card_writes_ms",
                "lines",
                "released_lines",
                "readers",
                "undeliverable",
                "services",
                "reputations",
                "healths",
                "opt_outs",
                "webhooks");
    }

    @Override
    Set<String> deeds() {
        return Set.of(
                "line",
                "from",
                "text",
                "vcard",
                "first_name",
                "last_name",
                "message_id",
                "reaction",
                "receipt",
                "edit",
                "typing",
                "location",
                "event",
                "data");
    }

    @Override
    void set(JsonNode given) {
        long activation = given.path("activate_cards_after_ms").asLong(state.activation.toMillis());
        state.activation = Duration.ofMillis(activation);
        state.cardBudget = given.path("limit_card_writes").asBoolean(state.cardBudget);
        given.path("lines").forEach(line -> addLine(line.asText()));
        Json.each(given, "services", this::service);
        Json.each(given, "reputations", this::reputation);
        Json.each(given, "healths", this::health);
        state.unfinishedCardIsError = given.path("unfinished_card_is_error").asBoolean(state.unfinishedCardIsError);
        if (given.has("pause_card_writes_ms")) {
            pauseCardWrites(Duration.ofMillis(given.get("pause_card_writes_ms").asLong()));
        }
        given.path("readers").forEach(phone -> readsAtOnce(phone.asText()));
        Json.each(given, "undeliverable", (phone, code) -> undeliverable(phone, Integer.parseInt(code)));
        given.path("released_lines").forEach(line -> removeLine(line.asText()));
        given.path("opt_outs").forEach(phone -> optOut(phone.asText()));
        given.path("webhooks")
                .forEach(each -> webhook(state.callable(Json.text(each, "url")), Json.text(each, "secret")));
    }

    @Override
    void receive(JsonNode deed) {
        String line = deed.path("line").asText(state.firstLine().number);
        String from = Json.text(deed, "from");
        String messageId = Json.text(deed, "message_id");
        if (deed.has("event")) {
            tell(Json.text(deed, "event"), line, deed.path("data"));
        } else if (deed.has("reaction")) {
            receiveReaction(messageId, Json.text(deed, "reaction"));
        } else if (deed.has("edit")) {
            receiveEdit(messageId, Json.text(deed, "edit"));
        } else if (deed.has("typing")) {
            receiveTyping(chatWith(line, from).id, Json.text(deed, "typing"));
        } else if (deed.has("location")) {
            receiveLocation(chatWith(line, from).id, deed.get("location"));
        } else if (deed.has("receipt")) {
            receipt(messageId, Json.text(deed, "receipt"));
        } else if (deed.has("first_name")) {
            receiveOwnCard(line, from, Json.text(deed, "first_name"), Json.text(deed, "last_name"));
        } else if (deed.has("vcard")) {
            receiveCard(line, from, Json.text(deed, "vcard"));
        } else {
            receiveIn(chatWith(line, from).id, Json.text(deed, "text"));
        }
    }

    /** The line's chat with a person; opened if there is none. */
    private Chat chatWith(String line, String phone) {
        return state.chatsWith(phone).stream()
                .filter(chat -> chat.line == state.line(line))
                .findFirst()
                .orElseGet(() -> open(line, phone));
    }

    private Chat open(String line, String phone) {
        return state.open(state.line(line), List.of(phone), state.service(phone));
    }

    /** Sends a contact card, as a file, from a person to a line. */
    public synchronized void receiveCard(String line, String phone, String vcard) {
        Attachment file = state.receiveFile(vcard);
        ObjectNode part = Json.of(
                """
                {"type": "media", "id": %s, "filename": %s, "mime_type": %s, "size_bytes": %s}""",
                file.id, file.filename, file.contentType, file.size);
        receiveIn(chatWith(line, phone), Json.array().add(part));
    }

    /** Shares a person's own name with a line. */
    public synchronized void receiveOwnCard(String line, String phone, String firstName, String lastName) {
        events().card(state.line(line).number, phone, firstName, lastName);
    }

    /** Sends the reaction of the chat's person to a message. */
    public synchronized void receiveReaction(String messageId, String reaction) {
        receiveReaction(messageId, Json.object().put("type", reaction), true);
    }

    /**
     * Sends a reaction of the chat's person, or takes it back.
     *
     * @param reaction {@code type}, and {@code custom_emoji} or {@code sticker}
     */
    public synchronized void receiveReaction(String messageId, JsonNode reaction, boolean added) {
        Chat.Message message = state.message(messageId);
        events().reaction(message, message.chat.members.get(0), added, reaction);
    }

    /** Changes the first text of a message of the chat's person. */
    public synchronized void receiveEdit(String messageId, String text) {
        Chat.Message message = state.message(messageId);
        message.edit(0, text);
        events().edited(message, 0, text);
    }

    /** Shows that the chat's person has {@code started} or {@code stopped} to type. */
    public synchronized void receiveTyping(String chatId, String word) {
        Chat chat = state.chat(chatId);
        events().typing(chat, chat.members.get(0), word);
    }

    /** Shares where the chat's person is. */
    public synchronized void shareLocation(String chatId, double latitude, double longitude) {
        Chat chat = state.chat(chatId);
        String person = chat.members.get(0);
        state.places.put(person, new LinqState.Place(latitude, longitude, state.now()));
        events().location(chat, person, state.now(), true);
    }

    private void receiveLocation(String chatId, JsonNode given) {
        if (given.isObject()) {
            shareLocation(
                    chatId,
                    given.path("latitude").asDouble(),
                    given.path("longitude").asDouble());
        } else {
            Chat chat = state.chat(chatId);
            new LinqChats(state).stopLocation(chat, chat.members.get(0));
        }
    }

    /** Tells an event that the twin does not make by itself, such as {@code call.ringing}. */
    public synchronized void tell(String type, String line, JsonNode data) {
        events().given(type, line, data);
    }

    /** Sends a message of several parts, in the form of events, from the person of a chat. Answers its id. */
    public synchronized String receiveParts(String chatId, ArrayNode parts) {
        return receiveIn(state.chat(chatId), parts);
    }

    /** Reports one of our messages as {@code delivered} or {@code read}. */
    public synchronized void receipt(String messageId, String word) {
        Chat.Message message = state.message(messageId);
        message.status = word;
        events().receipt(message, word);
    }

    /** Adds an address, public or local, that receives all events, signed with this {@code whsec_} secret. */
    public synchronized void webhook(String address, String secret) {
        state.addWebhook("target_url", address, secret);
    }

    /** Adds a line to the account. */
    public synchronized void addLine(String number) {
        state.addLine(number);
        accountEvents().line("assigned", number);
    }

    synchronized void addChat(String line, String phone, String id) {
        if (line != null) {
            addLineWithCard(line);
        }
        state.reopen(id, line, phone);
    }

    /** Adds a line whose owner has set up its card. */
    synchronized void addLineWithCard(String number) {
        if (!state.lines.containsKey(number)) {
            state.addLine(number);
        }
        ObjectNode fields = Json.object().put("first_name", "Harbor").put("last_name", "Books");
        state.cards.putIfAbsent(number, new LinqState.Card(state.nextId(), number, fields, state.now()));
    }

    /** Takes a line from the account. */
    public synchronized void removeLine(String number) {
        state.lines.remove(state.line(number).number);
        accountEvents().line("released", number);
    }

    /** Sets the reputation of a line: HEALTHY, AT_RISK or CRITICAL. */
    public synchronized void reputation(String line, String status) {
        Line changed = state.line(line);
        String before = changed.reputation;
        changed.reputation = status;
        accountEvents().reputation(line, before, status);
    }

    /** Sets how long a new card stays inactive; the default is zero. */
    public synchronized void activateCardsAfter(Duration delay) {
        state.activation = delay;
    }

    /** Sets whether a fourth write of a card within ten minutes is refused; the default is yes. */
    public synchronized void limitCardWrites(boolean limited) {
        state.cardBudget = limited;
    }

    /** Sets the best service of a phone: iMessage (default), RCS or SMS. */
    public synchronized void service(String phone, String service) {
        state.services.put(phone, service);
    }

    /** Sets the health of a chat: HEALTHY, AT_RISK, CRITICAL or OPTED_OUT. */
    public synchronized void health(String chatId, String status) {
        state.chat(chatId).health = status;
    }

    /** Makes a person read what they receive. */
    public synchronized void readsAtOnce(String phone) {
        state.readers.add(phone);
    }

    /** Makes messages to a person fail, with this code, after they were accepted. */
    public synchronized void undeliverable(String phone, int code) {
        state.unreachable.put(phone, code);
    }

    /** Sets whether a card that does not become active at once is error 2022; the default is no. */
    public synchronized void unfinishedCardIsError(boolean error) {
        state.unfinishedCardIsError = error;
    }

    /** Makes card writes fail with 4004. Each attempt begins the pause anew. */
    public synchronized void pauseCardWrites(Duration pause) {
        state.cardPause = pause;
        state.cardsPausedUntil = state.now().plus(pause);
    }

    /** Opts a person out of every line. */
    public synchronized void optOut(String phone) {
        state.optedOut.add(phone);
    }

    /** Sends a text from a person to a line, in a new chat. Answers the id of the chat. */
    public synchronized String receive(String line, String phone, String text) {
        Chat chat = open(line, phone);
        receiveIn(chat.id, text);
        return chat.id;
    }

    /** Sends a text from the person of an existing chat. */
    public synchronized void receiveIn(String chatId, String text) {
        ArrayNode parts = Json.array();
        parts.addObject().put("type", "text").put("value", text);
        receiveIn(state.chat(chatId), parts);
    }

    private String receiveIn(Chat chat, ArrayNode parts) {
        Chat.Message message = state.add(chat, false, parts);
        events().received(message, chat.members.get(0));
        return message.id;
    }

    private LinqAccountEvents accountEvents() {
        return new LinqAccountEvents(state);
    }

    private LinqEvents events() {
        return new LinqEvents(state);
    }

    @Override
    Reply dispatch(ReceivedRequest request, Routes<LinqCall> calls) {
        Routes.Found<LinqCall> found = calls.find(request.method(), request.barePath());
        Refusal.when(found == null, 2019, calls.statusOfUnknown(request.barePath()), "Unknown call");
        if (!found.open()) {
            checkToken(request);
        }
        state.trace = state.trace(traces + 1);
        try {
            return traced(found.handler().apply(new LinqCall(request, found.ids())));
        } finally {
            state.trace = null;
        }
    }

    private void checkToken(ReceivedRequest request) {
        String given = request.header("authorization");
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        Refusal.when(
                given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)),
                2004,
                "Unauthorized");
    }

    @Override
    Reply refused(ReceivedRequest request, Refusal refusal) {
        int code = refusal.number();
        int status = refusal.status() == 0 ? usualStatus(code) : refusal.status();
        ObjectNode error = refusal.json(status)
                .put("doc_url", "https://docs.linqapp.com/error/codes/" + code / 1000 + "xxx/" + code + "/");
        ObjectNode body = Json.of(
                """
                {"success": false, "error": %s, "trace_id": %s}""", error, state.trace(traces + 1));
        return traced(Reply.json(status, body).retryAfter(error));
    }

    private static int usualStatus(int code) {
        return switch (code) {
            case 2004 -> 401;
            case 2005, 2006, 2008, 2011, 2024, 2026, 2027 -> 403;
            case 1006, 2009, 2013, 2014, 2015, 2016, 2017, 2018, 2023, 2028 -> 409;
            case 4005 -> 422;
            case 1007 -> 429;
            case 2022, 5001, 5002, 5003 -> 500;
            case 4004, 4009, 4010 -> 503;
            case 3005 -> 504;
            default ->
                switch (code / 1000) {
                    case 2 -> 404;
                    case 3, 4 -> 500;
                    default -> 400;
                };
        };
    }

    private Reply traced(Reply reply) {
        return reply.with("x-trace-id", state.trace(++traces));
    }
}
