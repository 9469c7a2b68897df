// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when a value of the exchange or the endpoint is invalid. The message names the field, never the value. */
public class InvalidValueException extends IllegalArgumentException {

    public InvalidValueException(String field, String reason) {
        super(field + ": " + reason);
    }

    public InvalidValueException(String field, String reason, Throwable cause) {
        super(field + ": " + reason, cause);
    }
}
