// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A chat of the gateway's own history. */
public record Chat(
        String jid,
        String name,
        String lastMessageTime,
        Long ephemeralExpiration,
        String createdAt,
        String updatedAt,
        Boolean archived)
        implements Answer {

    @Override
    public String toString() {
        return "Chat[archived " + archived + "]";
    }
}
