// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/** What the webhook operations share: bodies and answers about subscriptions. */
final class Subscriptions {

    static final String PATH = "/webhook-subscriptions";

    /** The provider accepts https only; http on this machine is for a twin. */
    private static final Pattern REACHABLE = Pattern.compile("https://.+|http://(?:localhost|127\\.0\\.0\\.1)[:/].*");

    private Subscriptions() {}

    static String target(String webhookId) {
        return Target.of(PATH).id(webhookId).toString();
    }

    /** The address that receives events, with the version of the events that it asks for. */
    static String url(LinqConfiguration options) {
        String url = options.getWebhookUrl();
        if (url == null || !REACHABLE.matcher(url).matches()) {
            throw new InvalidValueException("webhookUrl", "must be a public https address; set the option webhookUrl");
        }
        boolean pinned = url.matches(".*[?&]version=.*");
        return pinned || options.getWebhookVersion() == null
                ? url
                : Target.of(url).query("version", options.getWebhookVersion()).toString();
    }

    static List<String> lines(LinqConfiguration options) {
        return LinqParameters.numbers(options.getWebhookLines(), "webhookLines", options);
    }

    /** The body of a new subscription, which needs an address. */
    static void writeNew(Exchange exchange, LinqConfiguration options, ObjectNode body) {
        url(options);
        write(exchange, options, body);
    }

    /** Writes the fields that are configured. */
    static void write(Exchange exchange, LinqConfiguration options, ObjectNode body) {
        if (options.getWebhookUrl() != null) {
            body.put("target_url", url(options));
        }
        LinqParameters.listed(options.getWebhookEvents()).forEach(body.withArray("/subscribed_events")::add);
        lines(options).forEach(line -> body.withArray("/phone_numbers").add(line));
    }

    static ObjectNode wanted(Exchange exchange, LinqConfiguration options) {
        ObjectNode body = Json.object();
        writeNew(exchange, options, body);
        return body;
    }

    static WebhookSubscription read(JsonNode answer) {
        return Json.read(answer, WebhookSubscription.class);
    }

    static List<WebhookSubscription> readAll(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/subscriptions"), WebhookSubscription[].class));
    }

    static OperationResult result(JsonNode answer) {
        return read(answer).result();
    }
}
