package io.callingcard.provider.call;

import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

/**
 * Runs an operation for an exchange. Holds no state of an exchange.
 *
 * @param <C> the options of the endpoint
 */
@FunctionalInterface
public interface Operation<C extends CallOptions> {

    /**
     * Reads the exchange and starts the call. Does not write to the exchange.
     *
     * @throws IllegalArgumentException if a value of the exchange is invalid; nothing was sent
     */
    Future<OperationResult> run(Exchange exchange, Call<C> call);

    /** Returns the texts by which the message can be found in the provider's history; empty if unknown. */
    default List<String> texts(Exchange exchange, C options) {
        return List.of();
    }
}
