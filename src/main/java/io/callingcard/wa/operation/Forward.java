package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Sends a message that the gateway knows on into another chat: texts and media. */
public record Forward(WaConfiguration configuration) implements Operation {

    private static final String NAME = "forward";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        String id = MessageCall.MESSAGE_ID.required(exchange, configuration.getMessageId());
        Delivery delivery = new Delivery(NAME, configuration);
        ObjectNode body = ChatCall.phone(chat);
        Integer duration = delivery.duration(exchange);
        if (duration != null) {
            body.put("duration", duration);
        }
        if (configuration.isForceReupload()) {
            body.put("force_reupload", true);
        }
        return delivery.send(chat, WaRequests.send(NAME, WaRequests.message(id, "/forward"), body), client);
    }
}
