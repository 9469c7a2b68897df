package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A login that waits for its QR code to be scanned. Whoever sees the picture can take the account over. */
public record QrLogin(String deviceId, String qrLink, Integer qrDuration) implements Answer {

    @Override
    public String toString() {
        return "QrLogin[" + qrDuration + " s]";
    }
}
