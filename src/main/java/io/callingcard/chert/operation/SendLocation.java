package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.LocationQueued;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Sends a map pin to a number, or into a delivery chat. That chat's id is not the chat id of the other operations,
 * so it has a header of its own, and {@code CamelCardChatId} is not read.
 */
public record SendLocation(ChertConfiguration configuration) implements Operation {

    private static final CallParameter TO = new CallParameter("to", ChertConstants.RECIPIENT);
    private static final CallParameter DELIVERY_CHAT =
            new CallParameter("deliveryChatId", ChertConstants.DELIVERY_CHAT_ID);
    private static final CallParameter LATITUDE = new CallParameter("latitude", ChertConstants.LATITUDE);
    private static final CallParameter LONGITUDE = new CallParameter("longitude", ChertConstants.LONGITUDE);
    private static final CallParameter LABEL = new CallParameter("locationLabel", ChertConstants.LOCATION_LABEL);
    private static final CallParameter ADDRESS = new CallParameter("locationAddress", ChertConstants.LOCATION_ADDRESS);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String recipient = recipient(exchange);
        WireRequest request = request(exchange, recipient);
        return client.json(request, answer -> result(answer).with(ChertConstants.RECIPIENT, recipient));
    }

    /** The number, or null when a delivery chat is given instead. */
    private String recipient(Exchange exchange) {
        String typed = TO.text(exchange, configuration.getTo());
        String chat = DELIVERY_CHAT.text(exchange, configuration.getDeliveryChatId());
        if ((typed == null) == (chat == null)) {
            throw new InvalidValueException(
                    "to",
                    "or deliveryChatId must be given, one of the two (headers " + ChertConstants.RECIPIENT + " and "
                            + ChertConstants.DELIVERY_CHAT_ID + ")");
        }
        return typed == null ? null : Address.number(typed, TO.name(), configuration);
    }

    private WireRequest request(Exchange exchange, String recipient) {
        ObjectNode body = Json.object();
        if (recipient == null) {
            body.put("chat_id", DELIVERY_CHAT.text(exchange, configuration.getDeliveryChatId()));
        } else {
            body.put("phone", recipient);
        }
        body.put("latitude", degrees(LATITUDE, exchange, configuration.getLatitude(), 90));
        body.put("longitude", degrees(LONGITUDE, exchange, configuration.getLongitude(), 180));
        Json.put(body, "label", LABEL.text(exchange, configuration.getLocationLabel()));
        Json.put(body, "address", ADDRESS.text(exchange, configuration.getLocationAddress()));
        Json.put(body, "fallback_mode", configuration.getFallbackMode());
        Json.put(body, "expires_at", configuration.getExpiresAt());
        return ChertRequests.keyed("send-location", exchange, ChertRequests.API + "/locations", body);
    }

    private static double degrees(CallParameter given, Exchange exchange, Double option, int most) {
        double value = given.required(given.as(Double.class, exchange, option));
        if (!(Math.abs(value) <= most)) {
            throw new InvalidValueException(given.name(), "must lie between -" + most + " and " + most);
        }
        return value;
    }

    private static OperationResult result(JsonNode answer) {
        LocationQueued queued = Json.read(answer, LocationQueued.class);
        return OperationResult.of(queued)
                .with(ChertConstants.MESSAGE_ID, queued.messageId())
                .with(ChertConstants.PHONE_LINE_ID, queued.phoneLineId());
    }
}
