package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** A deed in one chat: one request, one JSON answer. */
interface ChatCall extends Operation {

    WaConfiguration configuration();

    WireRequest request(Exchange exchange, Jid chat);

    /** Turns the answer into a body and headers; most of these deeds are answered without results. */
    default OperationResult result(JsonNode answer) {
        return OperationResult.of(null);
    }

    @Override
    default Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration());
        return client.json(request(exchange, chat), answer -> chat.onto(result(answer)));
    }

    /** The chat as the gateway's bodies name it. */
    static ObjectNode phone(Jid chat) {
        return Json.object().put("phone", chat.value());
    }
}
