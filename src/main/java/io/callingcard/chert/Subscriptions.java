// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/** The bodies and answers of the webhook operations. */
final class Subscriptions {

    static final String PATH = "/webhook-subscriptions";
    static final String TARGET = ChertRequests.API + PATH;

    /** Chert accepts https only. http on this machine is allowed for a twin. */
    private static final Pattern REACHABLE = Pattern.compile("https://.+|http://(?:localhost|127\\.0\\.0\\.1)[:/].*");

    private Subscriptions() {}

    static String target(String webhookId) {
        return Target.of(TARGET).id(webhookId).toString();
    }

    static String url(ChertConfiguration options) {
        String url = options.getWebhookUrl();
        if (url == null || !REACHABLE.matcher(url).matches()) {
            throw new InvalidValueException("webhookUrl", "must be a public https address; set the option webhookUrl");
        }
        return url;
    }

    static List<String> events(ChertConfiguration options) {
        String events = options.getWebhookEvents();
        return events == null || events.isBlank()
                ? List.of()
                : Arrays.stream(events.split(",")).map(String::strip).toList();
    }

    /** Writes a new subscription, which needs an address. */
    static void writeNew(Exchange exchange, ChertConfiguration options, ObjectNode body) {
        url(options);
        write(exchange, options, body);
    }

    /** Writes the options that are set. A subscription without events receives all. */
    static void write(Exchange exchange, ChertConfiguration options, ObjectNode body) {
        if (options.getWebhookUrl() != null) {
            body.put("url", url(options));
        }
        if (options.getWebhookEvents() != null) {
            events(options).forEach(body.putArray("events")::add);
        }
        Json.put(body, "version", options.getWebhookVersion());
    }

    static ObjectNode wanted(Exchange exchange, ChertConfiguration options) {
        ObjectNode body = Json.object();
        writeNew(exchange, options, body);
        return body;
    }

    static WebhookSubscription read(JsonNode answer) {
        JsonNode found = answer.has("subscription") ? answer.get("subscription") : answer;
        return Json.read(found, WebhookSubscription.class);
    }

    /** Reads a list. Chert does not document its name, so any array in the answer is used. */
    static List<WebhookSubscription> readAll(JsonNode answer) {
        for (JsonNode field : answer.isArray() ? List.of(answer) : (Iterable<JsonNode>) answer::elements) {
            if (field.isArray()) {
                return Arrays.asList(Json.read(field, WebhookSubscription[].class));
            }
        }
        return List.of();
    }

    static OperationResult result(JsonNode answer) {
        return read(answer).result();
    }
}
