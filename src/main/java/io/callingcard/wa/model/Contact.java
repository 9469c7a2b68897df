// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa.model;

import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.Outcome;

/** An entry of the account's address book. */
public record Contact(String jid, String name) implements Answer {

    /**
     * The result of one contact card of several.
     *
     * @param index      its place, counted from 0
     * @param outcome    SENT, NOT_SENT or IN_DOUBT; null if it was not tried because an earlier one failed
     * @param earlier    whether it was sent before and skipped now
     * @param messageId  the gateway's id, or null
     * @param lostFields the fields that were not sent
     */
    public record Report(int index, Outcome outcome, boolean earlier, String messageId, List<String> lostFields)
            implements Answer {}

    /** The address of the picture of a person or a group. */
    public record Avatar(String url, String id, String type) implements Answer {

        @Override
        public String toString() {
            return "Avatar[" + type + "]";
        }
    }

    /** Whether a number is on WhatsApp. The gateway also says no if it could not find out. */
    public record Registration(Boolean isOnWhatsapp) implements Answer {}

    @Override
    public String toString() {
        return "Contact";
    }
}
