package io.callingcard.linq.operation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/** What the webhook operations share: ids, bodies and answers. */
final class Webhooks {

    /** The provider itself takes https alone; http on this machine is for a twin. */
    private static final Pattern REACHABLE = Pattern.compile("https://.+|http://(?:localhost|127\\.0\\.0\\.1)[:/].*");

    private static final CallParameter ID = new CallParameter("webhookId", LinqConstants.WEBHOOK_ID);

    private Webhooks() {}

    static String path(Exchange exchange, LinqConfiguration configuration) {
        return path(ID.required(exchange, configuration.getWebhookId()));
    }

    static String path(String id) {
        return Target.of(LinqRequests.WEBHOOKS).id(id).toString();
    }

    /** The address that receives events, with the version of the events that it asks for. */
    static String url(LinqConfiguration configuration) {
        String url = configuration.getWebhookUrl();
        if (url == null || !REACHABLE.matcher(url).matches()) {
            throw new InvalidValueException("webhookUrl", "must be an https address; set the option webhookUrl");
        }
        boolean pinned = url.matches(".*[?&]version=.*");
        return pinned || configuration.getWebhookVersion() == null
                ? url
                : Target.of(url)
                        .query("version", configuration.getWebhookVersion())
                        .toString();
    }

    static List<String> lines(LinqConfiguration configuration) {
        return ListOf.texts(configuration.getWebhookLines()).stream()
                .map(line -> configuration.recipient(line, "webhookLines"))
                .toList();
    }

    /** The fields that are configured. */
    static ObjectNode body(LinqConfiguration configuration) {
        ObjectNode body = Json.object();
        if (configuration.getWebhookUrl() != null) {
            body.put("target_url", url(configuration));
        }
        ListOf.texts(configuration.getWebhookEvents()).forEach(body.withArray("/subscribed_events")::add);
        lines(configuration).forEach(line -> body.withArray("/phone_numbers").add(line));
        return body;
    }

    static WebhookSubscription read(JsonNode answer) {
        return Json.read(answer, WebhookSubscription.class);
    }

    static List<WebhookSubscription> readAll(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/subscriptions"), WebhookSubscription[].class));
    }

    static OperationResult result(WebhookSubscription subscription) {
        return OperationResult.of(subscription).with(LinqConstants.WEBHOOK_ID, subscription.id());
    }
}
