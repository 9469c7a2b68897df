package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** Whether a device could send now. */
public record DeviceStatus(Boolean isConnected, Boolean isLoggedIn, String deviceId, String jid) implements Answer {

    @Override
    public String toString() {
        return "DeviceStatus[connected " + isConnected + ", logged in " + isLoggedIn + "]";
    }
}
