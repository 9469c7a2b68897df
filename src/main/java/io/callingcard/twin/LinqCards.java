package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The cards of the lines: created, activated after a delay, shared into chats. */
final class LinqCards {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration BUDGET_WINDOW = Duration.ofMinutes(10);
    private static final int BUDGET = 3;
    private static final List<String> FIELDS = List.of("first_name", "last_name", "image_url");

    private final LinqTwin twin;

    LinqCards(LinqTwin twin) {
        this.twin = twin;
    }

    void addTo(LinqTwin routes) {
        routes.route("POST", "/contact_card", this::create);
        routes.route("GET", "/contact_card", this::read);
        routes.route("PATCH", "/contact_card", this::update);
        routes.route("POST", "/chats/{}/share_contact_card", this::share);
    }

    private Reply create(LinqCall call) {
        ObjectNode body = call.body();
        String number = twin.state().line(LinqCall.required(body, "phone_number")).number;
        LinqCall.required(body, "first_name");
        checkImage(body);
        spend(number);
        if (isActive(twin.state().cards.get(number))) {
            throw new LinqRefusal(2014, "The contact card exists");
        }
        LinqState.Card card =
                new LinqState.Card(number, Json.object(), twin.now().plus(twin.activation()));
        twin.state().cards.put(number, card);
        return stored(card, body);
    }

    private Reply update(LinqCall call) {
        ObjectNode body = call.body();
        String number = twin.state().line(call.parameter("phone_number")).number;
        checkImage(body);
        spend(number);
        return stored(active(number), body);
    }

    private static void checkImage(JsonNode body) {
        if (body.has("image_url") && !body.get("image_url").asText().startsWith("https://")) {
            throw new LinqRefusal(5007, "The image could not be fetched");
        }
    }

    /** Refuses a fourth write within ten minutes; failed writes count. */
    private void spend(String number) {
        List<Instant> writes = twin.state().cardWrites.computeIfAbsent(number, line -> new ArrayList<>());
        writes.removeIf(at -> at.plus(BUDGET_WINDOW).isBefore(twin.now()));
        if (twin.cardBudget() && writes.size() >= BUDGET) {
            Duration wait = Duration.between(twin.now(), writes.get(0).plus(BUDGET_WINDOW));
            throw new LinqRefusal(1007, 429, "Too many writes of this card", (int) wait.toSeconds());
        }
        writes.add(twin.now());
    }

    /** Stores the fields. An image gets a new address, as at the provider. */
    private Reply stored(LinqState.Card card, ObjectNode body) {
        for (String field : FIELDS) {
            if (body.hasNonNull(field)) {
                String value = body.get(field).asText();
                card.fields.put(
                        field,
                        field.equals("image_url")
                                ? "https://cdn.example.com/" + Integer.toHexString(value.hashCode()) + ".png"
                                : value);
            }
        }
        return Reply.json(200, json(card));
    }

    private Reply read(LinqCall call) {
        String number = call.parameter("phone_number");
        ObjectNode answer = Json.object();
        ArrayNode cards = answer.putArray("contact_cards");
        if (number == null) {
            twin.state().cards.values().forEach(card -> cards.add(json(card)));
            return Reply.json(200, answer);
        }
        LinqState.Card card = twin.state().cards.get(LinqCall.handle(number));
        if (card == null) {
            throw new LinqRefusal(2012, "No contact card for this number");
        }
        cards.add(json(card));
        return Reply.json(200, answer);
    }

    private ObjectNode json(LinqState.Card card) {
        ObjectNode json = Json.object().put("phone_number", card.number);
        json.setAll(card.fields);
        return json.put("is_active", isActive(card));
    }

    private boolean isActive(LinqState.Card card) {
        return card != null && !card.activeAt.isAfter(twin.now());
    }

    private LinqState.Card active(String number) {
        LinqState.Card card = twin.state().cards.get(number);
        if (!isActive(card)) {
            throw new LinqRefusal(2012, "No active contact card for this number");
        }
        return card;
    }

    /** Always succeeds. A phone shows the card once a day at most, over iMessage only, in chats that we wrote in. */
    private Reply share(LinqCall call) {
        call.requireNoBody();
        LinqState.Chat chat = twin.state().chat(call.id(1));
        LinqState.Card card = active(chat.line.number);
        boolean shownToday =
                chat.shareShownAt != null && chat.shareShownAt.plus(DAY).isAfter(twin.now());
        boolean wrote = chat.messages.stream().anyMatch(message -> message.outbound);
        if (chat.service.equals("iMessage") && wrote && !shownToday) {
            chat.shareShownAt = twin.now();
            twin.deliver(chat, null, "share", json(card));
        }
        return Reply.empty(204);
    }
}
