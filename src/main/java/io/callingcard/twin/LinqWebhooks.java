// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhook subscriptions, one for each address. Only the answer to a create shows the signing secret. */
record LinqWebhooks(LinqState state) {

    /** The events by what they are about. */
    private static final List<Map.Entry<String, String>> EVENTS = List.of(
            Map.entry("message", "sent received read delivered failed edited"),
            Map.entry("reaction", "added removed"),
            Map.entry(
                    "poll", "received failed sent delivered read updated vote.added " + "vote.removed reaction.added"),
            Map.entry("participant", "added removed"),
            Map.entry(
                    "chat",
                    "created group_name_updated group_icon_updated "
                            + "group_name_update_failed group_icon_update_failed "
                            + "background_updated background_update_failed "
                            + "typing_indicator.started typing_indicator.stopped"),
            Map.entry("phone_number", "status_updated assigned released forwarding_updated"),
            Map.entry("contact_card", "received created updated deleted"),
            Map.entry("call", "initiated ringing answered ended failed declined no_answer"),
            Map.entry("location", "sharing.started sharing.stopped"),
            Map.entry("payment", "succeeded canceled expired declined authorized"),
            Map.entry("connection", "created revoked"),
            Map.entry("zero_day_retention", "updated"),
            Map.entry("environment", "line_moved created renamed deleted"),
            Map.entry("api_token", "created renamed expiry_scheduled expired activated deleted"),
            Map.entry(
                    "webhook_subscription",
                    "created deleted target_url_changed enabled disabled "
                            + "events.updated phone_numbers.updated routing_headers_set "
                            + "routing_headers_cleared"),
            Map.entry("team_member", "added signed_in signed_out"));

    private static final String USUAL_CHAT_HEADER = "Linq-Chat-Id";

    Reply events(LinqCall call) {
        ObjectNode answer =
                Json.object().put("doc_url", "https://docs.linqapp.com/channel/imessage/guides/webhooks/events");
        ArrayNode events = answer.putArray("events");
        EVENTS.forEach(about ->
                Stream.of(about.getValue().split(" ")).forEach(word -> events.add(about.getKey() + "." + word)));
        return Reply.json(200, answer);
    }

    Reply create(LinqCall call) {
        ObjectNode body = call.body();
        String url = url(call);
        Refusal.when(!Json.isFullList(body.path("subscribed_events")), 1001, "Missing field subscribed_events");
        boolean taken = state.webhooks.values().stream()
                .anyMatch(each -> Json.text(each, "target_url").equals(url));
        Refusal.when(taken, 2015, "The address is subscribed already");
        String id = state.nextId();
        ObjectNode subscription = Json.of(
                """
                {"id": %s, "target_url": %s, "is_active": true, "created_at": %s, "updated_at": %s,
                 "subscribed_events": %s, "phone_numbers": %s}""",
                id, url, state.now(), state.now(), body.get("subscribed_events"), lines(body));
        route(subscription, body);
        state.webhooks.put(id, subscription);
        accountEvents().subscription("created", subscription, null);
        return Reply.json(201, subscription.deepCopy().put("signing_secret", state.webhookSecret(id)));
    }

    private String url(LinqCall call) {
        String url = call.required("target_url");
        Refusal.when(!ChatState.isReachable(url), 1005, "target_url must be https");
        return state.callable(url);
    }

    /** An empty filter is stored as none. */
    private JsonNode lines(ObjectNode body) {
        JsonNode lines = body.path("phone_numbers");
        lines.forEach(line -> state.line(line.asText()));
        return lines.isEmpty() ? Json.STRICT.nullNode() : lines;
    }

    private ObjectNode subscription(LinqCall call) {
        return ChatState.known(state.webhooks, call.id(1), 2010, "No such webhook subscription");
    }

    Reply read(LinqCall call) {
        return Reply.json(200, subscription(call));
    }

    Reply list(LinqCall call) {
        return Reply.json(200, "subscriptions", Json.array(state.webhooks.values().stream()));
    }

    /** Sets the headers that lead the events of a chat to the same node. Without the first there is none. */
    private static void route(ObjectNode subscription, ObjectNode body) {
        String key = body.path("routing_key_header").asText(null);
        String chat = body.path("routing_id_header").asText(USUAL_CHAT_HEADER);
        subscription.put("routing_key_header", key).put("routing_id_header", key == null ? null : chat);
    }

    private LinqAccountEvents accountEvents() {
        return new LinqAccountEvents(state);
    }

    Reply update(LinqCall call) {
        ObjectNode subscription = subscription(call);
        ObjectNode body = call.body();
        ObjectNode before = subscription.deepCopy();
        if (body.has("target_url")) {
            subscription.put("target_url", url(call));
        }
        Json.copy(body, subscription, "is_active", "subscribed_events");
        if (body.has("phone_numbers")) {
            subscription.set("phone_numbers", lines(body));
        }
        if (body.has("routing_key_header")) {
            route(subscription, body);
        }
        tell(before, subscription);
        return Reply.json(200, subscription.put("updated_at", state.now().toString()));
    }

    /** Tells each field that changed by an event of its own. */
    private void tell(ObjectNode before, ObjectNode after) {
        tell(before, after, "is_active", after.path("is_active").asBoolean() ? "enabled" : "disabled");
        tell(before, after, "target_url", "target_url_changed");
        tell(before, after, "subscribed_events", "events.updated");
        tell(before, after, "phone_numbers", "phone_numbers.updated");
        boolean routed = after.hasNonNull("routing_key_header");
        tell(before, after, "routing_key_header", routed ? "routing_headers_set" : "routing_headers_cleared");
    }

    private void tell(ObjectNode before, ObjectNode after, String field, String word) {
        if (!before.path(field).equals(after.path(field))) {
            ObjectNode change = field.equals("is_active")
                    ? null
                    : LinqAccountEvents.transition(before.get(field), after.get(field));
            accountEvents().subscription(word, after, change);
        }
    }

    Reply delete(LinqCall call) {
        ObjectNode gone = subscription(call);
        state.webhooks.remove(Json.text(gone, "id"));
        accountEvents().subscription("deleted", gone, null);
        return Reply.empty(204);
    }
}
