// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.callingcard.provider.error.NotFoundException;

/** The line has no contact card, or none that is active: make one first (Linq's code 2012). */
public class NoContactCardException extends NotFoundException {

    public NoContactCardException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
