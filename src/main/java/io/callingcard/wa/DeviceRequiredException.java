// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.error.InvalidRequestException;

/** The gateway has no device, or several and the call names none (DEVICE_ID_REQUIRED). */
public class DeviceRequiredException extends InvalidRequestException {

    public DeviceRequiredException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
