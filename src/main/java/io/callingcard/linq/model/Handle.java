// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A member of a chat: a number or an email address. */
public record Handle(
        String id, String handle, String service, String status, Boolean isMe, String joinedAt, String leftAt)
        implements Answer {

    /** A number or email address that is blocked. */
    public record Blocked(String handle, String reason) implements Answer {

        @Override
        public String toString() {
            return "Blocked[]";
        }
    }

    /** Whether an address can be reached over a service. */
    public record Capability(String address, Boolean available, String reason, String selectedService)
            implements Answer {

        @Override
        public String toString() {
            return "Capability[" + available + "]";
        }
    }

    @Override
    public String toString() {
        return "Handle[" + id + ", " + service + "]";
    }
}
