package io.callingcard.wa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;

/** Forwards a text or media message that the gateway knows to another chat. */
final class Forward implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        MessageDelivery delivery = new MessageDelivery(call);
        ObjectNode body = WaRequests.phone(chat);
        delivery.setTimer(exchange, body);
        if (call.options().isForceReupload()) {
            body.put("force_reupload", true);
        }
        return delivery.send(chat, WaParameters.message(exchange, call.options(), "/forward"), body);
    }
}
