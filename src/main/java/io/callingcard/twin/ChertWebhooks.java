package io.callingcard.twin;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhook subscriptions. As at the provider, a repeated create adds another one. */
final class ChertWebhooks {

    private static final String USUAL_VERSION = "2026-04-01";

    private final ChertTwin twin;

    ChertWebhooks(ChertTwin twin) {
        this.twin = twin;
    }

    void addTo(ChertTwin routes) {
        routes.route("POST", "/webhook-subscriptions", this::create);
        routes.route("GET", "/webhook-subscriptions", this::list);
        routes.route("GET", "/webhook-subscriptions/{}", call -> reply(200, find(call)));
        routes.route("PATCH", "/webhook-subscriptions/{}", this::update);
        routes.route("DELETE", "/webhook-subscriptions/{}", this::delete);
    }

    private Reply create(ChertCall call) {
        ObjectNode body = call.body();
        String url = url(ChertCall.required(body, "url"));
        String id = twin.state().nextId("wh_");
        ObjectNode subscription = Json.object().put("id", id).put("url", url);
        subscription.set("events", body.has("events") ? body.get("events") : Json.array());
        subscription
                .put("version", body.path("version").asText(USUAL_VERSION))
                .put("is_active", true)
                .put("created_at", twin.now().toString());
        twin.state().webhooks.put(id, subscription);
        return reply(201, subscription.deepCopy().put("secret", twin.webhookSecret(id)));
    }

    private static String url(String url) {
        // The provider wants a public address; a test's receiver is on this machine.
        if (!url.matches("https://.*|http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
            throw new ChertRefusal(1002, "url must be https");
        }
        return url;
    }

    private Reply list(ChertCall call) {
        ObjectNode reply = Json.object();
        ArrayNode all = reply.putArray("subscriptions");
        if (!twin.state().webhooksHidden) {
            twin.state().webhooks.values().forEach(all::add);
        }
        twin.state().webhooksHidden = false;
        return Reply.json(200, reply);
    }

    private Reply update(ChertCall call) {
        ObjectNode body = call.body();
        ObjectNode subscription = find(call);
        for (String field : List.of("url", "events", "version", "is_active")) {
            if (body.has(field)) {
                subscription.set(field, body.get(field));
            }
        }
        return reply(200, subscription);
    }

    private Reply delete(ChertCall call) {
        twin.state().webhooks.remove(find(call).get("id").asText());
        return Reply.empty(204);
    }

    private ObjectNode find(ChertCall call) {
        return Optional.ofNullable(twin.state().webhooks.get(call.id(1)))
                .orElseThrow(() -> new ChertRefusal(2011, "Unknown subscription"));
    }

    private static Reply reply(int status, ObjectNode subscription) {
        ObjectNode reply = Json.object();
        return Reply.json(status, reply.set("subscription", subscription));
    }
}
