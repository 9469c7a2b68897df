// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhook subscriptions. As at the provider, a repeated create adds another one. */
record ChertWebhooks(ChertState state) {

    private static final String USUAL_VERSION = "2026-04-01";

    Reply create(ChertCall call) {
        ObjectNode body = call.body();
        String url = url(call.required("url"));
        String id = state.nextId("wh_");
        ObjectNode subscription = Json.object().put("id", id).put("url", url);
        subscription.set("events", body.has("events") ? body.get("events") : Json.array());
        subscription
                .put("version", body.path("version").asText(USUAL_VERSION))
                .put("is_active", true)
                .put("created_at", state.now().toString());
        state.webhooks.put(id, subscription);
        return reply(201, subscription.deepCopy().put("secret", state.webhookSecret(id)));
    }

    private String url(String url) {
        Refusal.when(!ChatState.isReachable(url), 1002, "url must be https");
        return callable(url);
    }

    private String callable(String url) {
        return url.equals(ChertEvents.DEV_INBOX) ? url : state.callable(url);
    }

    Reply list(ChertCall call) {
        Stream<ObjectNode> shown = state.webhooksHidden ? Stream.of() : state.webhooks.values().stream();
        state.webhooksHidden = false;
        return Reply.json(200, "subscriptions", Json.array(shown));
    }

    Reply update(ChertCall call) {
        ObjectNode body = call.body();
        ObjectNode subscription = find(call);
        if (body.has("url")) {
            callable(Json.text(body, "url"));
        }
        Json.copy(body, subscription, "url", "events", "version", "is_active");
        return reply(200, subscription);
    }

    Reply delete(ChertCall call) {
        state.webhooks.remove(find(call).get("id").asText());
        return Reply.empty(204);
    }

    Reply read(ChertCall call) {
        return reply(200, find(call));
    }

    private ObjectNode find(ChertCall call) {
        return ChatState.known(state.webhooks, call.id(1), 2011, "Unknown subscription");
    }

    private static Reply reply(int status, ObjectNode subscription) {
        return Reply.json(status, "subscription", subscription);
    }
}
