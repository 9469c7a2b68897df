package io.callingcard.wa.operation;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.DeviceWebhook;

/**
 * Sees to it that the events of a device go to an address, and changes nothing when they do. A device has one address, so
 * there is never a second; the gateway's own addresses get nothing of the device any more.
 */
public record EnsureWebhook(WaConfiguration configuration) implements Operation {

    private static final String NAME = "ensure-webhook";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        if (configuration.getWebhookUrl() == null
                || configuration.getWebhookUrl().isBlank()) {
            throw new InvalidValueException("webhookUrl", "is missing; set the option webhookUrl");
        }
        String path = WaRequests.device(Devices.id(configuration), "/webhook");
        return client.json(WaRequests.get(NAME, path), answer -> Results.read(answer, DeviceWebhook.class))
                .compose(found ->
                        isAsWanted(found) ? Future.succeededFuture(result(found, false)) : point(path, found, client));
    }

    private boolean isAsWanted(DeviceWebhook found) {
        return found != null
                && configuration.getWebhookUrl().equals(found.webhookUrl())
                && (configuration.tokens().isEmpty()
                        || configuration.tokens().get(0).equals(found.webhookSecret()))
                && (configuration.getWebhookEvents() == null
                        || events(configuration.getWebhookEvents()).equals(events(found.webhookEvents())))
                && (configuration.getWebhookInsecure() == null
                        || Objects.equals(configuration.getWebhookInsecure(), found.webhookInsecureSkipVerify()));
    }

    private static Set<String> events(String list) {
        return list == null ? Set.of() : Set.copyOf(List.of(list.strip().split("\\s*,\\s*")));
    }

    private Future<OperationResult> point(String path, DeviceWebhook before, ProviderClient client) {
        ObjectNode body = Json.object();
        Devices.webhook(body, configuration);
        boolean made = before == null || !configuration.getWebhookUrl().equals(before.webhookUrl());
        return client.json(
                WaRequests.set(NAME, HttpMethod.PATCH, path, body),
                answer -> result(Results.read(answer, DeviceWebhook.class), made));
    }

    private static OperationResult result(DeviceWebhook webhook, boolean made) {
        return OperationResult.of(webhook).with(WaConstants.WEBHOOK_CREATED, made);
    }
}
