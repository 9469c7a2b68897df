// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.List;
import java.util.function.Function;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;

/**
 * A value that a route sets by a header or an option. The header takes precedence.
 *
 * @param <C>      the options of the endpoint
 * @param header   the header
 * @param name     the option, or the header if there is no option; for errors
 * @param fallback reads the option; returns null if there is none
 */
public record CallParameter<C>(String header, String name, Function<? super C, ?> fallback)
        implements RestCall.Value<C> {

    /** Creates a parameter that changes with every message and so has no option. */
    public static <C> CallParameter<C> header(String header) {
        return new CallParameter<>(header, header, options -> null);
    }

    /** Creates a parameter with an option. */
    public static <C> CallParameter<C> option(String header, String option, Function<? super C, ?> value) {
        return new CallParameter<>(header, option, value);
    }

    /** Returns the value as text, or null if it is missing or blank. */
    public String text(Exchange exchange, C options) {
        String value = exchange.getMessage().getHeader(header, String.class);
        if (value == null || value.isBlank()) {
            Object option = fallback.apply(options);
            value = option == null ? null : option.toString();
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public String of(Exchange exchange, C options) {
        return text(exchange, options);
    }

    @Override
    public String required(Exchange exchange, C options) {
        return required(text(exchange, options));
    }

    /** Returns the value, or throws an error that says where to set it. */
    public <T> T required(T value) {
        if (value == null) {
            throw new InvalidValueException(
                    name,
                    name.equals(header)
                            ? "is missing; set this header"
                            : "is missing; set the header " + header + " or the option " + name);
        }
        return value;
    }

    /** Returns the value in another type, or null if it is missing. */
    public <T> T as(Class<T> type, Exchange exchange, C options) {
        Object value = exchange.getMessage().getHeader(header);
        if (value == null || value instanceof String text && text.isBlank()) {
            value = fallback.apply(options);
        }
        if (value == null) {
            return null;
        }
        T converted = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, value);
        if (converted == null) {
            throw new InvalidValueException(header, "is not " + words(type));
        }
        return converted;
    }

    private static String words(Class<?> type) {
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type == Boolean.class ? "true or false" : "a " + type.getSimpleName();
    }

    /** Returns the value in another type, for a field of a request. */
    public RestCall.Value<C> as(Class<?> type) {
        return (exchange, options) -> as(type, exchange, options);
    }

    /** Returns the required value, checked against a list of words. */
    public RestCall.Value<C> oneOf(String... words) {
        List<String> known = List.of(words);
        return (exchange, options) -> {
            String value = required(exchange, options);
            if (!known.contains(value)) {
                throw new InvalidValueException(name, "must be " + listed(known));
            }
            return value;
        };
    }

    private static String listed(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
