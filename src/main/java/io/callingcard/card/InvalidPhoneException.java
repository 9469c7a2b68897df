// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

/** Says that a phone number cannot be used. The message never contains the number. */
public class InvalidPhoneException extends InvalidInputException {

    public InvalidPhoneException(String field, String reason, String cure) {
        super(field, reason, cure);
    }

    /** Returns the same problem at another field, for a caller that knows where the number came from. */
    public InvalidPhoneException at(String otherField) {
        InvalidPhoneException moved = new InvalidPhoneException(otherField, reason(), cure());
        moved.initCause(this);
        return moved;
    }
}
