// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

/** Says that a contact card cannot be used. The message never contains the card's data. */
public class InvalidCardException extends InvalidInputException {

    public InvalidCardException(String field, String reason, String cure) {
        super(field, reason, cure);
    }

    /** Returns the same problem at another field, for a caller that knows the full path. */
    public InvalidCardException at(String otherField) {
        InvalidCardException moved = new InvalidCardException(otherField, reason(), cure());
        moved.initCause(this);
        return moved;
    }
}
