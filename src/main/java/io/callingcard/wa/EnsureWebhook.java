// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.wa.model.Device;

/**
 * Directs the events of a device to an address, and changes nothing if they already go there. A device has one address, so
 * there is never a second one; the gateway's own addresses then receive no events of the device.
 */
final class EnsureWebhook implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        WaConfiguration options = call.options();
        if (options.getWebhookUrl() == null || options.getWebhookUrl().isBlank()) {
            throw new InvalidValueException("webhookUrl", "is missing; set the option webhookUrl");
        }
        ObjectNode wanted = Json.object();
        DeviceSettings.write(exchange, options, wanted);
        String path = "/devices/" + WaParameters.DEVICE.required(exchange, options) + "/webhook";
        return call.client()
                .json(call.read(path), answer -> WaAnswers.read(answer, Device.Webhook.class))
                .compose(found -> isAsWanted(found, options)
                        ? Future.succeededFuture(result(found, false))
                        : change(path, kept(found, wanted), isAnother(found, options), call));
    }

    /** Adds the settings that the options leave open: a change replaces all of them, so unset ones would be lost. */
    private static ObjectNode kept(Device.Webhook found, ObjectNode wanted) {
        if (found != null) {
            keep(wanted, "webhook_secret", found.webhookSecret());
            keep(wanted, "webhook_events", found.webhookEvents());
            if (Boolean.TRUE.equals(found.webhookInsecureSkipVerify()) && !wanted.has("webhook_insecure_skip_verify")) {
                wanted.put("webhook_insecure_skip_verify", true);
            }
        }
        return wanted;
    }

    private static void keep(ObjectNode wanted, String field, String found) {
        if (!wanted.has(field) && found != null && !found.isEmpty()) {
            wanted.put(field, found);
        }
    }

    private static boolean isAnother(Device.Webhook found, WaConfiguration options) {
        return found == null || !options.getWebhookUrl().equals(found.webhookUrl());
    }

    private static boolean isAsWanted(Device.Webhook found, WaConfiguration options) {
        return !isAnother(found, options)
                && (options.tokens().isEmpty() || options.tokens().get(0).equals(found.webhookSecret()))
                && (options.getWebhookEvents() == null
                        || events(options.getWebhookEvents()).equals(events(found.webhookEvents())))
                && (options.getWebhookInsecure() == null
                        || Objects.equals(options.getWebhookInsecure(), found.webhookInsecureSkipVerify()));
    }

    private static Set<String> events(String list) {
        return list == null
                ? Set.of()
                : Stream.of(list.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private static Future<OperationResult> change(
            String path, ObjectNode wanted, boolean created, Call<WaConfiguration> call) {
        return call.client()
                .json(
                        call.request(HttpMethod.PATCH, path, wanted),
                        answer -> result(WaAnswers.read(answer, Device.Webhook.class), created));
    }

    private static OperationResult result(Device.Webhook webhook, boolean created) {
        return OperationResult.of(webhook).with(WaConstants.WEBHOOK_CREATED, created);
    }
}
