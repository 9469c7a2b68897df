package io.callingcard.provider.call;

import java.util.List;
import java.util.function.Function;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;

/**
 * A value that a route gives to a call. The precedence is decided here only: the header wins over the option.
 *
 * @param <C>      the options of the endpoint
 * @param header   the header that is read first
 * @param name     the name for errors: that of the option, or of the header where there is no option
 * @param fallback reads the option; gives null where there is none
 */
public record CallParameter<C>(String header, String name, Function<? super C, ?> fallback) implements CallValue<C> {

    /** A value that changes with every message, and so has a header only. */
    public static <C> CallParameter<C> header(String header) {
        return new CallParameter<>(header, header, options -> null);
    }

    /** A value that a route may fix by an option. */
    public static <C> CallParameter<C> option(String header, String option, Function<? super C, ?> value) {
        return new CallParameter<>(header, option, value);
    }

    /** The value as text, or null when it is neither given nor more than blanks. */
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

    /** The given value, or an error that says where to set it. */
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

    /** The value in another type, or null when none is given. */
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
            throw new InvalidValueException(header, "is not a " + type.getSimpleName());
        }
        return converted;
    }

    /** The value in another type, for a field of a request. */
    public CallValue<C> as(Class<?> type) {
        return (exchange, options) -> as(type, exchange, options);
    }

    /** The value, required and checked against the words that the provider knows. */
    public CallValue<C> oneOf(String... words) {
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
