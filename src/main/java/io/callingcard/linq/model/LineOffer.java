package io.callingcard.linq.model;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Answer;

/** The line that suits some recipients best, and a short-lived vCard of it. */
public record LineOffer(String phoneNumber, String vcfUrl) implements Answer {

    @Override
    public String toString() {
        return "LineOffer[" + PhoneMask.mask(phoneNumber) + "]";
    }
}
