package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** Somebody in the account's address book. */
public record Contact(String jid, String name) implements Answer {

    @Override
    public String toString() {
        return "Contact";
    }
}
