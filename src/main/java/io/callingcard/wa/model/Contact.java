package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** An entry of the account's address book. */
public record Contact(String jid, String name) implements Answer {

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
