package io.callingcard.twin;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhook subscriptions, one for each address. Only the answer to a create shows the signing secret. */
record LinqWebhooks(LinqState state) {

    private static final List<String> EVENTS = List.of(
            "message.sent",
            "message.received",
            "message.read",
            "message.delivered",
            "message.failed",
            "message.edited",
            "reaction.added",
            "reaction.removed",
            "participant.added",
            "participant.removed",
            "chat.created",
            "contact_card.received",
            "phone_number.status_updated");

    Reply events(LinqCall call) {
        ObjectNode answer =
                Json.object().put("doc_url", "https://docs.linqapp.com/channel/imessage/guides/webhooks/events");
        EVENTS.forEach(answer.putArray("events")::add);
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
        state.webhooks.put(id, subscription);
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

    Reply update(LinqCall call) {
        ObjectNode subscription = subscription(call);
        ObjectNode body = call.body();
        if (body.has("target_url")) {
            subscription.put("target_url", url(call));
        }
        Json.copy(body, subscription, "is_active", "subscribed_events");
        if (body.has("phone_numbers")) {
            subscription.set("phone_numbers", lines(body));
        }
        return Reply.json(200, subscription.put("updated_at", state.now().toString()));
    }

    Reply delete(LinqCall call) {
        state.webhooks.remove(subscription(call).path("id").asText());
        return Reply.empty(204);
    }
}
