package io.callingcard.linq.model;

import com.fasterxml.jackson.annotation.JsonAlias;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.Answer;

/** A line of the account. Its standing was called {@code health_status} for a while. */
public record Line(
        String id, String phoneNumber, String forwardingNumber, @JsonAlias("health_status") Chat.Health reputation)
        implements Answer {

    /** The name and photo of a line, which are shared over iMessage. */
    public record Card(String phoneNumber, String firstName, String lastName, String imageUrl, Boolean isActive)
            implements Answer {

        public boolean active() {
            return Boolean.TRUE.equals(isActive);
        }

        @Override
        public String toString() {
            return "Card[" + PhoneMask.mask(phoneNumber) + (active() ? ", active]" : ", not active]");
        }
    }

    /** The line that suits some recipients best, and a short-lived vCard of it. */
    public record Offer(String phoneNumber, String vcfUrl) implements Answer {

        @Override
        public String toString() {
            return "Offer[" + PhoneMask.mask(phoneNumber) + "]";
        }
    }

    /** The standing of the line, or null. */
    public String standing() {
        return reputation == null ? null : reputation.status();
    }

    @Override
    public String toString() {
        return "Line[" + id + ", " + standing() + "]";
    }
}
