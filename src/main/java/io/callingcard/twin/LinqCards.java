// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The cards of the lines: created, activated after a delay, shared into chats. */
record LinqCards(LinqState state) {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration BUDGET_WINDOW = Duration.ofMinutes(10);
    private static final int BUDGET = 3;
    private static final int RETRY_SECONDS = 1;
    private static final List<String> FIELDS = List.of("first_name", "last_name", "image_url");

    Reply create(LinqCall call) {
        ObjectNode body = call.body();
        String number = state.line(call.required("phone_number")).number;
        call.required("first_name");
        checkImage(body);
        spend(number);
        LinqState.Card known = state.cards.get(number);
        Refusal.when(isActive(known), 2014, "The contact card exists");
        // An inactive card is tried again. That does not make its activation take longer.
        boolean begun = known != null && !known.activeAt().equals(Instant.MAX);
        Instant activeAt = begun ? known.activeAt() : state.now().plus(state.activation);
        LinqState.Card card = known == null
                ? new LinqState.Card(state.nextId(), number, Json.object(), activeAt)
                : new LinqState.Card(known.id(), number, Json.object(), activeAt);
        store(card, body);
        new LinqAccountEvents(state).card(known == null ? "created" : "updated", card, null);
        return answer(card);
    }

    /** The card counts, not the owner of the number. */
    Reply update(LinqCall call) {
        ObjectNode body = call.body();
        String number = LinqCall.checkedHandle(call.query("phone_number"));
        LinqState.Card card = active(number);
        checkImage(body);
        spend(number);
        ObjectNode before = card.fields().deepCopy();
        store(card, body);
        new LinqAccountEvents(state).card("updated", card, changes(before, card.fields()));
        return answer(state.cards.get(number));
    }

    private static ObjectNode changes(ObjectNode before, ObjectNode after) {
        ObjectNode changes = Json.object();
        for (String field : FIELDS) {
            if (!before.path(field).equals(after.path(field))) {
                changes.set(field, LinqAccountEvents.transition(before.get(field), after.get(field)));
            }
        }
        return changes;
    }

    Reply delete(LinqCall call) {
        LinqState.Card card = card(call.query("phone_number"));
        state.cards.remove(card.number());
        new LinqAccountEvents(state).card("deleted", card, null);
        return Reply.empty(204);
    }

    private LinqState.Card card(String number) {
        return ChatState.known(state.cards, LinqCall.checkedHandle(number), 2012, "No contact card for this number");
    }

    private static void checkImage(JsonNode body) {
        boolean fetched = !body.has("image_url") || Json.text(body, "image_url").startsWith("https://");
        Refusal.when(!fetched, 5007, "The image could not be fetched");
    }

    /** Refuses a fourth write within ten minutes; failed writes count. */
    private void spend(String number) {
        List<Instant> writes = state.cardWrites.computeIfAbsent(number, line -> new ArrayList<>());
        writes.removeIf(at -> at.plus(BUDGET_WINDOW).isBefore(state.now()));
        if (state.cardBudget && writes.size() >= BUDGET) {
            Duration wait = Duration.between(state.now(), writes.get(0).plus(BUDGET_WINDOW));
            throw new Refusal(1007, 429, "Too many writes of this card", Map.of("retry_after", (int) wait.toSeconds()));
        }
        writes.add(state.now());
    }

    /**
     * Stores the fields. An image gets a new address, as at the provider. In a pause the card does not reach the line: it is
     * inactive until it is written again.
     */
    private void store(LinqState.Card card, ObjectNode body) {
        for (String field : FIELDS) {
            if (body.hasNonNull(field)) {
                String value = Json.text(body, field);
                String image = "https://cdn.example.com/" + Integer.toHexString(value.hashCode()) + ".png";
                card.fields().put(field, field.equals("image_url") ? image : value);
            }
        }
        boolean paused = state.now().isBefore(state.cardsPausedUntil);
        state.cards.put(card.number(), paused ? card.activeAt(Instant.MAX) : card);
        if (paused) {
            state.cardsPausedUntil = state.now().plus(state.cardPause);
            throw new Refusal(4004, "Card writes are paused");
        }
    }

    private Reply answer(LinqState.Card card) {
        boolean unfinished = state.unfinishedCardIsError && !isActive(card);
        Refusal.when(unfinished, 2022, 0, "The setup was not completed", Map.of("retry_after", RETRY_SECONDS));
        return Reply.json(200, json(card));
    }

    Reply read(LinqCall call) {
        String number = call.query("phone_number");
        Collection<LinqState.Card> cards = number == null ? state.cards.values() : List.of(card(number));
        return Reply.json(200, "contact_cards", Json.array(cards.stream().map(this::json)));
    }

    private ObjectNode json(LinqState.Card card) {
        ObjectNode json = Json.object().put("phone_number", card.number());
        json.setAll(card.fields());
        return json.put("is_active", isActive(card));
    }

    private boolean isActive(LinqState.Card card) {
        return card != null && !card.activeAt().isAfter(state.now());
    }

    private LinqState.Card active(String number) {
        LinqState.Card card = state.cards.get(number);
        Refusal.when(!isActive(card), 2012, "No active contact card for this number");
        return card;
    }

    /** Always succeeds. A phone shows the card once a day at most, over iMessage only, in chats that we wrote in. */
    Reply share(LinqCall call) {
        call.requireNoBody();
        Chat chat = state.chat(call.id(1));
        LinqState.Card card = active(chat.line.number);
        boolean shownToday =
                chat.shareShownAt != null && chat.shareShownAt.plus(DAY).isAfter(state.now());
        boolean wrote = chat.messages.stream().anyMatch(message -> message.outbound);
        if (chat.service.equals("iMessage") && wrote && !shownToday) {
            chat.shareShownAt = state.now();
            state.deliver(chat, null, "share", json(card));
        }
        return Reply.empty(204);
    }
}
