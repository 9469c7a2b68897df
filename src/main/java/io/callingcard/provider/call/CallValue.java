package io.callingcard.provider.call;

import org.apache.camel.Exchange;

/**
 * A value of a request, read from the exchange and the options.
 *
 * @param <C> the options
 */
@FunctionalInterface
public interface CallValue<C> {

    /** Returns the value, or null if it is missing. */
    Object of(Exchange exchange, C options);

    /** Returns the value, or throws an error that says where to set it. */
    default Object required(Exchange exchange, C options) {
        return of(exchange, options);
    }
}
