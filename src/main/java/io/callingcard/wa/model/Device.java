package io.callingcard.wa.model;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Answer;

/** A device of the gateway: a slot, and the WhatsApp account that it is linked to. */
public record Device(String id, String phoneNumber, String displayName, String state, String jid, String createdAt)
        implements Answer {

    @Override
    public String toString() {
        return "Device[" + PhoneMask.mask(id) + ", " + state + "]";
    }
}
