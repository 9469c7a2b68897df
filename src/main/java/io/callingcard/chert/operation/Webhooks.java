package io.callingcard.chert.operation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** What the webhook operations share: ids, bodies and answers. */
final class Webhooks {

    /** The provider itself takes https alone; http on this machine is for a twin. */
    private static final Pattern REACHABLE = Pattern.compile("https://.+|http://(?:localhost|127\\.0\\.0\\.1)[:/].*");

    static final String PATH = ChertRequests.API + "/webhook-subscriptions";
    private static final CallParameter ID = new CallParameter("webhookId", ChertConstants.WEBHOOK_ID);

    private Webhooks() {}

    static String path(Exchange exchange, ChertConfiguration configuration) {
        return ChertRequests.webhooks(ID.required(exchange, configuration.getWebhookId()));
    }

    /** The address that receives events; Chert takes public https only, and its own inbox's name. */
    static String url(ChertConfiguration configuration) {
        String url = configuration.getWebhookUrl();
        if (url == null || !REACHABLE.matcher(url).matches()) {
            throw new InvalidValueException("webhookUrl", "must be a public https address; set the option webhookUrl");
        }
        return url;
    }

    static List<String> events(ChertConfiguration configuration) {
        String events = configuration.getWebhookEvents();
        return events == null || events.isBlank()
                ? List.of()
                : Arrays.stream(events.split(",")).map(String::strip).toList();
    }

    /** The fields that are configured; a subscription without events receives all. */
    static ObjectNode body(ChertConfiguration configuration) {
        ObjectNode body = Json.object();
        if (configuration.getWebhookUrl() != null) {
            body.put("url", url(configuration));
        }
        if (configuration.getWebhookEvents() != null) {
            ArrayNode events = body.putArray("events");
            events(configuration).forEach(events::add);
        }
        if (configuration.getWebhookVersion() != null) {
            body.put("version", configuration.getWebhookVersion());
        }
        return body;
    }

    static WebhookSubscription read(JsonNode answer) {
        JsonNode found = answer.has("subscription") ? answer.get("subscription") : answer;
        return Json.read(found, WebhookSubscription.class);
    }

    /** The list's name is not documented, so any array in the answer will do. */
    static List<WebhookSubscription> readAll(JsonNode answer) {
        for (JsonNode field : answer.isArray() ? List.of(answer) : (Iterable<JsonNode>) answer::elements) {
            if (field.isArray()) {
                return Arrays.asList(Json.read(field, WebhookSubscription[].class));
            }
        }
        return List.of();
    }

    static OperationResult result(WebhookSubscription subscription) {
        return OperationResult.of(subscription).with(ChertConstants.WEBHOOK_ID, subscription.id());
    }
}
