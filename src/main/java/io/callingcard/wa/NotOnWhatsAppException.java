// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.error.NotFoundException;

/** The number is not on WhatsApp, or the gateway could not find out (INVALID_JID). */
public class NotOnWhatsAppException extends NotFoundException {

    public NotOnWhatsAppException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
