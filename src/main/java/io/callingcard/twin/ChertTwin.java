// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The twin of Chert: its calls, checks and errors, in Chert's order. */
public final class ChertTwin extends ProviderTwin<ChertState, ChertCall> {

    private static final String API = "/api/v1";
    private static final Set<Integer> RETRYABLE = Set.of(1007, 3001, 3002, 3004, 4001, 4002);

    private final String secret;
    private long traces;

    ChertTwin(String secret, World world) {
        super("chert", world);
        this.secret = secret;
        reset();
    }

    @Override
    ChertState newState(World world) {
        return new ChertState(world, secret);
    }

    @Override
    Routes<ChertCall> calls() {
        Routes<ChertCall> calls = new Routes<>(API, API);

        ChertMessages messages = new ChertMessages(state);
        calls.add("POST", "/send", ChertBody.SEND.by(messages::send));
        calls.add("POST", "/chats", ChertBody.CREATE_CHAT.by(messages::createChat));
        calls.add("POST", "/chats/{}/messages", ChertBody.SEND_IN_CHAT.by(messages::sendInChat));
        calls.add("GET", "/chats/{}/messages", messages::history);
        calls.add("GET", "/messages/{}", messages::lookUp);
        calls.add("POST", "/messages/{}/react", ChertBody.REACT.by(messages::react));
        calls.add("POST", "/messages/{}/edit", ChertBody.EDIT.by(messages::edit));
        calls.add("POST", "/locations", ChertBody.LOCATE.by(messages::location));
        calls.add("POST", "/chats/{}/typing", ChertBody.TYPE.by(messages::typing));
        calls.add("POST", "/chats/{}/mark-read", messages::markRead);
        calls.add("GET", "/phone-numbers", messages::lines);

        ChertContacts contacts = new ChertContacts(state);
        calls.add("POST", "/chats/send-contact", ChertBody.SEND_CONTACT.by(contacts::sendToNumber));
        calls.add("POST", "/chats/{}/send-contact", ChertBody.SEND_CONTACT_IN_CHAT.by(contacts::sendInChat));
        calls.add("POST", "/chats/share-contact-info", ChertBody.SHARE.by(contacts::shareWithNumber));
        calls.add("POST", "/chats/{}/share-contact-info", contacts::shareInChat);

        ChertGroups groups = new ChertGroups(state);
        calls.add("PUT", "/chats/{}", ChertBody.UPDATE_GROUP.by(groups::update));
        calls.add("POST", "/chats/{}/participants", ChertBody.ADD_PERSON.by(groups::add));
        calls.add("DELETE", "/chats/{}/participants/{}", groups::remove);
        calls.add("POST", "/chats/{}/leave", groups::leave);

        ChertAttachments attachments = new ChertAttachments(state);
        calls.add("POST", "/attachments", ChertBody.ATTACH.by(attachments::slot));
        calls.open("PUT", "/attachments/{}/upload", new FileBody<>(null, attachments::upload));
        calls.add("GET", "/attachments/{}/content", attachments::content);

        ChertWebhooks webhooks = new ChertWebhooks(state);
        calls.add("POST", "/webhook-subscriptions", ChertBody.SUBSCRIBE.by(webhooks::create));
        calls.add("GET", "/webhook-subscriptions", webhooks::list);
        calls.add("GET", "/webhook-subscriptions/{}", webhooks::read);
        calls.add("PATCH", "/webhook-subscriptions/{}", ChertBody.CHANGE_SUBSCRIPTION.by(webhooks::update));
        calls.add("DELETE", "/webhook-subscriptions/{}", webhooks::delete);

        ChertEvents events = events();
        calls.add("GET", "/events", events::list);
        calls.add("GET", "/events/stream", events::stream);
        calls.add("GET", "/events/{}", events::read);
        calls.add("POST", "/events/{}/replay", events::replay);
        return calls;
    }

    private ChertEvents events() {
        return new ChertEvents(state);
    }

    /** Adds a tenant. */
    public synchronized void addTenant(String otherTenant, String otherSecret) {
        state.tenants.put(otherTenant, otherSecret);
    }

    /** Adds a line of the tenant. */
    public synchronized void addLine(String number) {
        state.lines.computeIfAbsent(number, missing -> new Line(state.nextId("pl_"), number));
    }

    synchronized void addChat(String line, String phone, String id) {
        if (line != null) {
            addLine(line);
        }
        state.reopen(id, line, phone);
    }

    /** Sets whether the line can send contact bubbles; the default is yes. */
    public synchronized void contactBubbles(boolean able) {
        state.firstLine().contactBubbles = able;
    }

    /** Sets the name and photo that the line shares: the card of its owner, on the device. */
    public synchronized void ownCard(String firstName, String lastName, String imageUrl) {
        state.ownCard = Json.of(
                """
                {"first_name": %s, "last_name": %s, "image_url": %s}""",
                firstName, lastName, imageUrl);
    }

    /** Sets whether a card with both {@code contact} and {@code vcard_text} is refused; the default is no. */
    public synchronized void refuseBothCardForms(boolean refused) {
        state.oneCardForm = refused;
    }

    /** Adds a chat without a pinned line, as if nothing had been sent to it yet. Answers its id. */
    public synchronized String addUnpinnedChat(String phone) {
        return state.open(null, List.of(phone), state.service(phone)).id;
    }

    /** Makes the next list of subscriptions empty, as if they were made just after it. */
    public synchronized void hideWebhooksOnce() {
        state.webhooksHidden = true;
    }

    /** Sends a text from a person to the line. Answers the id of the message. */
    public synchronized String receive(String from, String text) {
        return events().text(from, text);
    }

    /** Sends a contact card from a person to the line. Answers the id of the message. */
    public synchronized String receiveCard(String from, String vcard) {
        return events().card(from, vcard);
    }

    /** Sends a person's reaction to a message. */
    public synchronized void receiveReaction(String from, String messageId, String reaction) {
        events().react(from, messageId, reaction, true);
    }

    /** Takes a person's reaction to a message back. */
    public synchronized void removeReaction(String from, String messageId, String reaction) {
        events().react(from, messageId, reaction, false);
    }

    /** Tells an event that the twin does not make by itself. */
    public synchronized void tell(String type, JsonNode data) {
        events().given(type, data);
    }

    /**
     * Listens to the stream of events without a connection.
     *
     * @param since the time after which events are told
     * @param text  receives each event as text of the stream
     * @return ends it
     */
    public synchronized Runnable listen(Instant since, Consumer<String> text) {
        return events().listen(since, text);
    }

    /** Adds an address, public or local, that receives all events, signed with this secret. */
    public synchronized void webhook(String address, String secretOfIt) {
        state.addWebhook("url", address, secretOfIt);
    }

    @Override
    Set<String> settings() {
        return Set.of("own_card", "refuse_both_card_forms", "webhooks");
    }

    @Override
    Set<String> deeds() {
        return Set.of("from", "text", "vcard", "reaction", "message_id", "event", "data");
    }

    @Override
    void set(JsonNode given) {
        JsonNode own = given.path("own_card");
        if (own.isObject()) {
            ownCard(Json.text(own, "first_name"), Json.text(own, "last_name"), Json.text(own, "image_url"));
        }
        state.oneCardForm = given.path("refuse_both_card_forms").asBoolean(state.oneCardForm);
        for (JsonNode webhook : given.path("webhooks")) {
            webhook(
                    state.callable(Json.text(webhook, "url")),
                    webhook.path("secret").asText(secret));
        }
    }

    @Override
    void receive(JsonNode deed) {
        String from = Json.text(deed, "from");
        if (deed.has("event")) {
            tell(Json.text(deed, "event"), deed.path("data"));
        } else if (deed.has("vcard")) {
            receiveCard(from, Json.text(deed, "vcard"));
        } else if (deed.has("reaction")) {
            receiveReaction(from, Json.text(deed, "message_id"), Json.text(deed, "reaction"));
        } else {
            receive(from, Json.text(deed, "text"));
        }
    }

    @Override
    Reply dispatch(ReceivedRequest request, Routes<ChertCall> calls) {
        Routes.Found<ChertCall> found = calls.find(request.method(), request.barePath());
        Refusal.when(found == null, 2011, calls.statusOfUnknown(request.barePath()), "Unknown call");
        if (!found.open()) {
            new ChertAuth(state).check(request);
        }
        return traced(found.handler().apply(new ChertCall(request, found.ids())));
    }

    /** {@code /send} answers with the bare error; all other calls wrap it and add the trace id. */
    @Override
    Reply refused(ReceivedRequest request, Refusal refusal) {
        int code = refusal.number();
        int status = refusal.status() == 0 ? usualStatus(code) : refusal.status();
        ObjectNode error = refusal.json(status).put("retryable", RETRYABLE.contains(code));
        boolean bare = request.path().equals(API + "/send");
        ObjectNode body = bare ? error.put("status", "failed") : Json.object().put("success", false);
        if (!bare) {
            body.set("error", error);
            body.put("trace_id", state.trace(traces + 1));
        }
        return traced(Reply.json(status, body).retryAfter(error));
    }

    private static int usualStatus(int code) {
        return switch (code) {
            case 2004, 2012, 2013 -> 401;
            case 2008 -> 402;
            case 2005, 2007, 2010 -> 403;
            case 2001, 2002, 2003, 2011, 5001 -> 404;
            case 1011, 1012, 1013 -> 409;
            case 1007 -> 429;
            case 3001, 3003 -> 500;
            case 4099 -> 501;
            case 3004, 4001 -> 502;
            case 3002, 4002 -> 503;
            default -> 400;
        };
    }

    private Reply traced(Reply reply) {
        return reply.with("x-trace-id", state.trace(++traces));
    }
}
