package io.callingcard.provider.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** The usual deed: one request, one JSON answer. */
public interface SingleCall extends Operation {

    /** Validates what the exchange asks for and turns it into the request. */
    WireRequest request(Exchange exchange);

    /** Turns the answer into a body and headers. */
    OperationResult result(JsonNode answer);

    @Override
    default Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        return client.json(request(exchange), this::result);
    }
}
