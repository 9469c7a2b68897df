// SPDX-License-Identifier: Apache-2.0
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

    /** Whether the line's card was shared, and why not. The provider does not report whether the recipient saved it. */
    public record CardShared(String chatId, String status, Refusal refusal) implements Answer {

        /** Why a card was not shared. The provider would have reported success, but the phone would have shown nothing. */
        public enum Refusal {
            /** The line has no contact card that is active. */
            NO_ACTIVE_CARD("the line has no active contact card; create one with ensure-card"),
            /** The chat runs over RCS or SMS, which carry no cards. */
            NOT_IMESSAGE("the chat is not an iMessage chat"),
            /** The line has sent no message to the chat yet. */
            NOTHING_SENT_YET("nothing was sent to the chat yet; send a text first"),
            /** The card was shared with the chat within the interval, so the phone would not show it again. */
            SHARED_RECENTLY("the card was already shared with the chat within the shareInterval");

            private final String reason;

            Refusal(String reason) {
                this.reason = reason;
            }

            public String reason() {
                return reason;
            }
        }

        public static CardShared shared(String chatId) {
            return new CardShared(chatId, "shared", null);
        }

        public static CardShared refused(String chatId, Refusal refusal) {
            return new CardShared(chatId, "not_shared", refusal);
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
