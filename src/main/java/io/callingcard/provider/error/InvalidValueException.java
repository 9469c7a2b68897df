package io.callingcard.provider.error;

/** A value that the exchange or the endpoint gives cannot be used. The message names it, never shows it. */
public class InvalidValueException extends IllegalArgumentException {

    public InvalidValueException(String field, String reason) {
        super(field + ": " + reason);
    }

    public InvalidValueException(String field, String reason, Throwable cause) {
        super(field + ": " + reason, cause);
    }
}
