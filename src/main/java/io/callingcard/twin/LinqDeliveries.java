// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;

/** Posts events to the subscriptions, signed as Standard Webhooks and with the older headers. */
record LinqDeliveries(LinqState state) {

    private static final int WINDOW_SECONDS = 30 * 60;
    private static final int TOO_MANY = 429;

    /** A subscription, as it was when something happened. */
    private record Receiver(String id, String address, String secret, String chatHeader, String tokenHeader) {}

    /**
     * Tells all subscriptions that want this type and this line.
     *
     * @param line  null for an event that is about no line
     * @param chat  null for an event that is about no chat
     * @param later how long after now it happens
     */
    void tell(String type, String line, String chat, JsonNode data, Duration later) {
        List<Receiver> receivers = state
                .webhooksFor(each -> ChatState.isListed(each, "subscribed_events", type)
                        && ChatState.isListed(each, "phone_numbers", line))
                .stream()
                .map(this::receiver)
                .toList();
        if (receivers.isEmpty()) {
            return;
        }
        String id = state.nextId();
        byte[] body = Json.of(
                        """
                        {"api_version": "v3", "webhook_version": "2026-02-03", "event_type": %s, "event_id": %s,
                         "created_at": %s, "trace_id": %s, "partner_id": "twin", "data": %s}""",
                        type, id, state.now().plus(later), state.traceOr(id.replace("-", "")), data)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        state.after(later, () -> receivers.forEach(receiver -> post(receiver, type, id, chat, body)));
    }

    private Receiver receiver(ObjectNode webhook) {
        String id = Json.text(webhook, "id");
        String tokenHeader = webhook.path("routing_key_header").asText(null);
        return new Receiver(
                id,
                Json.text(webhook, "target_url"),
                state.webhookSecret(id),
                tokenHeader == null ? null : webhook.path("routing_id_header").asText(null),
                tokenHeader);
    }

    private void post(Receiver receiver, String type, String id, String chat, byte[] body) {
        state.post(Integer.MAX_VALUE, WINDOW_SECONDS)
                .send(
                        List.of(receiver.address()),
                        () -> headers(receiver, type, id, chat, body),
                        body,
                        status -> status >= 400 && status < 500 && status != TOO_MANY)
                .onSuccess(answer -> learn(receiver, chat, answer));
    }

    /** The headers of both kinds of signature. Each attempt is signed anew, or a late one would be stale. */
    private MultiMap headers(Receiver receiver, String type, String id, String chat, byte[] body) {
        String time = Long.toString(state.now().getEpochSecond());
        byte[] key = Base64.getDecoder().decode(receiver.secret().substring("whsec_".length()));
        String signature = Base64.getEncoder().encodeToString(Hmac.sign(key, id + "." + time + ".", body));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("webhook-id", id)
                .add("webhook-timestamp", time)
                .add("webhook-signature", "v1," + signature)
                .add("X-Webhook-Event", type)
                .add("X-Webhook-Subscription-ID", receiver.id())
                .add("X-Webhook-Timestamp", time)
                .add("X-Webhook-Signature", Hmac.hex(receiver.secret(), time + ".", body));
        if (receiver.tokenHeader() != null && chat != null) {
            headers.add(receiver.chatHeader(), chat);
            String token = state.routingTokens.get(receiver.id() + " " + chat);
            if (token != null) {
                headers.add(receiver.tokenHeader(), token);
            }
        }
        return headers;
    }

    /** Keeps the token that the receiver answered, so that the next event of the chat finds the same node. */
    private void learn(Receiver receiver, String chat, Map<String, String> answer) {
        String token = receiver.tokenHeader() == null ? null : answer.get(receiver.tokenHeader());
        if (token != null && chat != null) {
            state.routingTokens.put(receiver.id() + " " + chat, token);
        }
    }
}
