package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** The link by which people join a group. */
public record Invite(String inviteLink, String groupId) implements Answer {

    @Override
    public String toString() {
        return "Invite[" + groupId + "]";
    }
}
