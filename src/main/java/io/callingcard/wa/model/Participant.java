package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A member of a group. */
public record Participant(
        String jid, String phoneNumber, String lid, String displayName, Boolean isAdmin, Boolean isSuperAdmin)
        implements Answer {

    @Override
    public String toString() {
        return "Participant[admin " + isAdmin + "]";
    }
}
