// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A group, by its JID. */
public record Group(String groupId) implements Answer {

    /** The link that people join a group with. */
    public record Invite(String inviteLink, String groupId) implements Answer {

        @Override
        public String toString() {
            return "Invite[" + groupId + "]";
        }
    }

    /** A member of a group. */
    public record Participant(
            String jid, String phoneNumber, String lid, String displayName, Boolean isAdmin, Boolean isSuperAdmin)
            implements Answer {

        @Override
        public String toString() {
            return "Participant[admin " + isAdmin + "]";
        }
    }

    /** The result of a change for one member. */
    public record Change(String participant, String status, String message) implements Answer {

        public boolean isRefused() {
            return "error".equals(status);
        }

        @Override
        public String toString() {
            return "Change[" + status + "]";
        }
    }
}
