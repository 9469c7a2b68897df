package io.callingcard.wa.operation;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sends a map pin. */
public record SendLocation(WaConfiguration configuration) implements Operation {

    private static final String NAME = "send-location";
    private static final CallParameter LATITUDE = new CallParameter("latitude", WaConstants.LATITUDE);
    private static final CallParameter LONGITUDE = new CallParameter("longitude", WaConstants.LONGITUDE);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        Delivery delivery = new Delivery(NAME, configuration);
        ObjectNode body = ChatCall.phone(chat)
                .put("latitude", degrees(LATITUDE, exchange, configuration.getLatitude(), 90))
                .put("longitude", degrees(LONGITUDE, exchange, configuration.getLongitude(), 180));
        delivery.mark(exchange, body);
        return delivery.send(chat, WaRequests.send(NAME, "/send/location", body), client);
    }

    /** As text: a number the gateway could not read. */
    private static String degrees(CallParameter given, Exchange exchange, Double option, int most) {
        double value = given.required(given.as(Double.class, exchange, option));
        if (!(Math.abs(value) <= most)) {
            throw new InvalidValueException(given.name(), "must lie between -" + most + " and " + most);
        }
        return BigDecimal.valueOf(value).toPlainString();
    }
}
