package io.callingcard.provider.call;

import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.ProviderClient;

/** One deed at a provider. Chosen once when the endpoint's producer is made; holds no state of an exchange. */
@FunctionalInterface
public interface Operation {

    /**
     * Reads the exchange and starts the deed. Does not write to the exchange.
     *
     * @throws IllegalArgumentException when the exchange asks for something impossible: nothing was sent
     */
    Future<OperationResult> run(Exchange exchange, ProviderClient client);

    /** What the provider's history will show of it, in one of these ways; empty where that is not known. */
    default List<String> words(Exchange exchange) {
        return List.of();
    }
}
