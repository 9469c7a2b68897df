package io.callingcard.provider.call;

import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;

/**
 * One value that a call may be given. The precedence is stated here and nowhere else: header, then option.
 *
 * @param name   the option's name, for errors
 * @param header the header that comes first
 */
public record CallParameter(String name, String header) {

    /** The value as text, or null when neither is given or the text is blank. */
    public String text(Exchange exchange, String option) {
        String value = exchange.getMessage().getHeader(header, String.class);
        value = value == null || value.isBlank() ? option : value;
        return value == null || value.isBlank() ? null : value.strip();
    }

    public String required(Exchange exchange, String option) {
        return required(text(exchange, option));
    }

    /** The value, or an error that says where it may come from. */
    public <T> T required(T value) {
        if (value == null) {
            throw new InvalidValueException(name, "is missing; set the header " + header + " or the option " + name);
        }
        return value;
    }

    /** The value in another type, or null when neither is given. */
    public <T> T as(Class<T> type, Exchange exchange, T option) {
        Object value = exchange.getMessage().getHeader(header);
        if (value == null || value instanceof String text && text.isBlank()) {
            return option;
        }
        T converted = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, value);
        if (converted == null) {
            throw new InvalidValueException(header, "is not a " + type.getSimpleName());
        }
        return converted;
    }
}
