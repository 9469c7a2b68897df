// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.error.NotFoundException;

/** The gateway has no device with this id (DEVICE_NOT_FOUND). */
public class DeviceNotFoundException extends NotFoundException {

    public DeviceNotFoundException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
