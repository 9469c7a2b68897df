package io.callingcard.wa;

import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.InvalidRequestException;

/** The gateway has no device, or several, and was not told for which one to act (DEVICE_ID_REQUIRED). */
public class DeviceRequiredException extends InvalidRequestException {

    public DeviceRequiredException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
