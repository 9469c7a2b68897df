// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.callingcard.provider.error.ConflictException;

/** The line has a contact card already: update it (Linq's code 2014). */
public class ContactCardExistsException extends ConflictException {

    public ContactCardExistsException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
