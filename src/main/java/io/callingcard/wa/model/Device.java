// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa.model;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Answer;

/** A device of the gateway: a slot, and the WhatsApp account that it is linked to. */
public record Device(String id, String phoneNumber, String displayName, String state, String jid, String createdAt)
        implements Answer {

    /** Whether a device can send now. */
    public record Status(Boolean isConnected, Boolean isLoggedIn, String deviceId, String jid) implements Answer {

        @Override
        public String toString() {
            return "Status[connected " + isConnected + ", logged in " + isLoggedIn + "]";
        }
    }

    /** The webhook of a device. */
    public record Webhook(
            String webhookUrl, String webhookSecret, String webhookEvents, Boolean webhookInsecureSkipVerify)
            implements Answer {

        @Override
        public String toString() {
            return "Webhook[" + webhookEvents + "]";
        }
    }

    /** A login that waits until its QR code is scanned. Anyone who sees the picture can take over the account. */
    public record QrLogin(String deviceId, String qrLink, Integer qrDuration) implements Answer {

        @Override
        public String toString() {
            return "QrLogin[" + qrDuration + " s]";
        }
    }

    /** The code to type on the phone. */
    public record PairCode(String pairCode) implements Answer {

        @Override
        public String toString() {
            return "PairCode";
        }
    }

    /** A WhatsApp account that the gateway is linked to. */
    public record Linked(String name, String device, String jid) implements Answer {

        @Override
        public String toString() {
            return "Linked[" + PhoneMask.mask(device) + "]";
        }
    }

    /**
     * A login that WhatsApp secures with a passkey.
     *
     * @param status        how far it is; {@code none} if WhatsApp asks for no passkey
     * @param challenge     what the browser signs with the passkey (WebAuthn), or null
     * @param code          the code to compare with the one on the phone, or empty
     * @param skipHandoffUx whether the gateway goes on without a confirmation
     */
    public record Passkey(String deviceId, String status, JsonNode challenge, String code, Boolean skipHandoffUx)
            implements Answer {

        @Override
        public String toString() {
            return "Passkey[" + status + "]";
        }
    }

    @Override
    public String toString() {
        return "Device[" + PhoneMask.mask(id) + ", " + state + "]";
    }

    /** The gateway, its version and its limits. */
    public record Gateway(
            String version,
            String os,
            String basePath,
            Long maxFileSize,
            Long maxVideoSize,
            Long maxImageSize,
            Boolean chatwootEnabled)
            implements Answer {}
}
