// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells the subscriptions what changes about the account: its lines, their cards, and the subscriptions. */
record LinqAccountEvents(LinqState state) {

    /** @param change what differs, by field; null if the card is new or gone */
    void card(String word, LinqState.Card card, ObjectNode change) {
        ObjectNode fields = Json.object().put("id", card.id());
        fields.setAll(card.fields());
        ObjectNode data = changed("Contact card " + word).put("phone_number", card.number());
        data.set("contact_card", fields);
        put(data, change);
        tell("contact_card." + word, card.number(), data);
    }

    void forwarding(String line, String before, String after) {
        ObjectNode data = changed("Forwarding updated").put("phone_number", line);
        put(data, transition(before, after));
        tell("phone_number.forwarding_updated", line, data);
    }

    void subscription(String word, JsonNode subscription, ObjectNode change) {
        ObjectNode data = changed("Webhook subscription " + word);
        ObjectNode told = data.putObject("webhook_subscription").put("id", Json.text(subscription, "id"));
        told.put("target_url", Json.text(subscription, "target_url").replaceAll("[?#].*", ""));
        put(data, change);
        tell("webhook_subscription." + word, null, data);
    }

    /** The values before and after a change; null for none. */
    static ObjectNode transition(Object before, Object after) {
        return Json.of("{\"from\": %s, \"to\": %s}", before, after);
    }

    private static void put(ObjectNode data, ObjectNode change) {
        if (change != null) {
            data.set("change", change);
        }
    }

    private ObjectNode changed(String summary) {
        return Json.of(
                """
                {"summary": %s, "occurred_at": %s, "actor": {"type": "api"}, "origin": "api"}""",
                summary, state.now());
    }

    /** A line came to the account, or left it. */
    void line(String word, String number) {
        ObjectNode data = Json.object()
                .put("phone_number", number)
                .put("changed_at", state.now().toString());
        tell("phone_number." + word, number, data);
    }

    void reputation(String line, String before, String after) {
        ObjectNode data = Json.of(
                """
                {"phone_number": %s, "previous_status": %s, "new_status": %s, "previous_reputation": %s,
                 "new_reputation": %s, "changed_at": %s}""",
                line, status(before), status(after), before, after, state.now());
        tell("phone_number.status_updated", line, data);
    }

    private static String status(String reputation) {
        return reputation.equals("CRITICAL") ? "FLAGGED" : "ACTIVE";
    }

    private void tell(String type, String line, ObjectNode data) {
        new LinqDeliveries(state).tell(type, line, null, data, Duration.ZERO);
    }
}
