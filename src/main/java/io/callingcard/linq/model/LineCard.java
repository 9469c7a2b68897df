package io.callingcard.linq.model;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Answer;

/** The name and photo of a line, which are shared over iMessage. */
public record LineCard(String phoneNumber, String firstName, String lastName, String imageUrl, Boolean isActive)
        implements Answer {

    public boolean active() {
        return Boolean.TRUE.equals(isActive);
    }

    @Override
    public String toString() {
        return "LineCard[" + PhoneMask.mask(phoneNumber) + (active() ? ", active]" : ", not active]");
    }
}
