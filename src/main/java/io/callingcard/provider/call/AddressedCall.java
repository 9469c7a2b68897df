package io.callingcard.provider.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** A deed towards a chat or a number: one request, one JSON answer. */
public interface AddressedCall extends Operation {

    CallOptions configuration();

    /** Validates what the exchange asks for and turns it into the request. */
    WireRequest request(Exchange exchange, Address address);

    /** Turns the answer into a body and headers. */
    OperationResult result(JsonNode answer);

    @Override
    default Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration());
        return client.json(request(exchange, address), answer -> address.onto(result(answer)));
    }
}
