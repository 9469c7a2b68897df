// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.model.Message;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

import static io.callingcard.chert.ChertParameters.*;

/**
 * Sends a map pin to a number or to a delivery chat. The id of a delivery chat is not the chat id of the other
 * operations, so it has its own header, and {@code CamelCardChatId} is not read.
 */
final class SendLocation implements Operation<ChertConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        String recipient = recipient(exchange, call.options());
        return call.client().json(request(exchange, recipient, call), answer -> {
            Message.Location queued = Json.read(answer, Message.Location.class);
            return queued.result()
                    .with(ChertConstants.PHONE_LINE_ID, queued.phoneLineId())
                    .with(ChertConstants.RECIPIENT, recipient);
        });
    }

    /** Returns the number, or null if the route sets a delivery chat instead. */
    private static String recipient(Exchange exchange, ChertConfiguration options) {
        String typed = Address.TO.text(exchange, options);
        if ((typed == null) == (DELIVERY_CHAT.text(exchange, options) == null)) {
            throw new InvalidValueException(
                    "to",
                    "or a delivery chat must be given, not both (headers " + ChertConstants.RECIPIENT + " and "
                            + ChertConstants.DELIVERY_CHAT_ID + ")");
        }
        return typed == null ? null : Address.number(typed, Address.TO.name(), options);
    }

    private static WireRequest request(Exchange exchange, String recipient, Call<ChertConfiguration> call) {
        ChertConfiguration options = call.options();
        ObjectNode body = Json.object();
        Json.put(body, "chat_id", recipient == null ? DELIVERY_CHAT.text(exchange, options) : null);
        Json.put(body, "phone", recipient);
        body.put("latitude", degrees(LATITUDE, exchange, options, 90));
        body.put("longitude", degrees(LONGITUDE, exchange, options, 180));
        Json.put(body, "label", LOCATION_LABEL.text(exchange, options));
        Json.put(body, "address", LOCATION_ADDRESS.text(exchange, options));
        Json.put(body, "fallback_mode", options.getFallbackMode());
        Json.put(body, "expires_at", LOCATION_EXPIRES.text(exchange, options));
        return call.keyed(exchange, ChertRequests.API + "/locations", body, body);
    }

    private static double degrees(
            CallParameter<ChertConfiguration> given, Exchange exchange, ChertConfiguration options, int most) {
        double value = given.required(given.as(Double.class, exchange, options));
        if (!(Math.abs(value) <= most)) {
            throw new InvalidValueException(given.name(), "must be between -" + most + " and " + most);
        }
        return value;
    }
}
