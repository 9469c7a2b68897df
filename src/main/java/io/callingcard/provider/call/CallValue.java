package io.callingcard.provider.call;

import org.apache.camel.Exchange;

/**
 * One value of a request, read from the exchange and the options of its endpoint.
 *
 * @param <C> the options
 */
@FunctionalInterface
public interface CallValue<C> {

    /** The value, or null when none is given. */
    Object of(Exchange exchange, C options);

    /** The value, or an error that says where to set it. */
    default Object required(Exchange exchange, C options) {
        return of(exchange, options);
    }
}
