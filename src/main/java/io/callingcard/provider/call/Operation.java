package io.callingcard.provider.call;

import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

/**
 * What an operation does with an exchange. It holds no state of an exchange.
 *
 * @param <C> the options of the endpoint
 */
@FunctionalInterface
public interface Operation<C extends CallOptions> {

    /**
     * Reads the exchange and starts the call. Does not write to the exchange.
     *
     * @throws IllegalArgumentException when the exchange asks for something impossible; nothing was sent
     */
    Future<OperationResult> run(Exchange exchange, Call<C> call);

    /** The texts by which the provider's history would show the message; empty where that is not known. */
    default List<String> texts(Exchange exchange, C options) {
        return List.of();
    }
}
