package io.callingcard.wa;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/** Sends a map pin. */
final class SendLocation implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        ObjectNode body = WaRequests.phone(chat)
                .put("latitude", degrees(WaParameters.LATITUDE, exchange, call.options(), 90))
                .put("longitude", degrees(WaParameters.LONGITUDE, exchange, call.options(), 180));
        MessageDelivery delivery = new MessageDelivery(call);
        delivery.mark(exchange, body);
        return delivery.send(chat, "/send/location", body);
    }

    /** The degrees as text: the gateway cannot read a number. */
    private static String degrees(
            CallParameter<WaConfiguration> given, Exchange exchange, WaConfiguration options, int most) {
        double value = given.required(given.as(Double.class, exchange, options));
        if (!(Math.abs(value) <= most)) {
            throw new InvalidValueException(given.name(), "must be between -" + most + " and " + most);
        }
        return BigDecimal.valueOf(value).toPlainString();
    }
}
