package io.callingcard.chert.model;

import com.fasterxml.jackson.annotation.JsonAlias;

import io.callingcard.provider.call.Answer;

/** A member of a chat. */
public record Handle(String service, @JsonAlias("handle") String address) implements Answer {

    @Override
    public String toString() {
        return "Handle[" + service + "]";
    }
}
